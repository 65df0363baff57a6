/* What Dear ImGui's SDL2 backend and SDL itself ask of the parts that sdl2_web.cmake leaves out:
 * there are no gamepads and no renderers. */

#include <SDL.h>

int SDL_NumJoysticks(void) { return 0; }

SDL_bool SDL_IsGameController(int index) {
  (void)index;
  return SDL_FALSE;
}

SDL_GameController *SDL_GameControllerOpen(int index) {
  (void)index;
  return NULL;
}

void SDL_GameControllerClose(SDL_GameController *controller) { (void)controller; }

Uint8 SDL_GameControllerGetButton(SDL_GameController *controller, SDL_GameControllerButton button) {
  (void)controller;
  (void)button;
  return 0;
}

Sint16 SDL_GameControllerGetAxis(SDL_GameController *controller, SDL_GameControllerAxis axis) {
  (void)controller;
  (void)axis;
  return 0;
}

SDL_Renderer *SDL_GetRenderer(SDL_Window *window) {
  (void)window;
  return NULL;
}

int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *width, int *height) {
  (void)renderer;
  (void)width;
  (void)height;
  return -1;
}

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) { (void)renderer; }
