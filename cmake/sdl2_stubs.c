/* What Dear ImGui's SDL2 backend and SDL itself ask of the parts that sdl2_web.cmake leaves out:
 * there are no gamepads, no renderers, no cursors and no copies between surfaces. And what it asks of
 * Emscripten's JavaScript that the page does itself: full screen, and when to draw. */

#include <EGL/egl.h>
#include <SDL.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

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

int SDL_CalculateBlit(SDL_Surface *surface) {
  (void)surface;
  return SDL_Unsupported();
}

int SDL_RLESurface(SDL_Surface *surface) {
  (void)surface;
  return SDL_Unsupported();
}

void SDL_UnRLESurface(SDL_Surface *surface, int recode) {
  (void)surface;
  (void)recode;
}

int Emscripten_CreateWindowFramebuffer(void *device, SDL_Window *window, Uint32 *format, void **pixels, int *pitch) {
  (void)device;
  (void)window;
  (void)format;
  (void)pixels;
  (void)pitch;
  return SDL_Unsupported();
}

int Emscripten_UpdateWindowFramebuffer(void *device, SDL_Window *window, const SDL_Rect *rects, int count) {
  (void)device;
  (void)window;
  (void)rects;
  (void)count;
  return SDL_Unsupported();
}

void Emscripten_DestroyWindowFramebuffer(void *device, SDL_Window *window) {
  (void)device;
  (void)window;
}

void Emscripten_InitMouse(void) {}

void Emscripten_FiniMouse(void) {}

EMSCRIPTEN_RESULT emscripten_request_fullscreen_strategy(const char *target, bool defer,
                                                        const EmscriptenFullscreenStrategy *strategy) {
  (void)target;
  (void)defer;
  (void)strategy;
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}

EMSCRIPTEN_RESULT emscripten_exit_fullscreen(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }

EGLBoolean eglSwapInterval(EGLDisplay display, EGLint interval) {
  (void)display;
  (void)interval;
  return EGL_FALSE;
}

/* The page's WebGL functions are linked by name. SDL looks a few up to answer questions that nobody
 * asks here; with Emscripten's own table every function of GL would be in the module. */
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char *name) {
  (void)name;
  return NULL;
}
