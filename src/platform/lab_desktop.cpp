#include <SDL.h>
#include <SDL_opengl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/background.h"
#include "labs/computation.h"
#include "platform/run.h"
#include "ui/app.h"
#include "ui/text_field.h"
#include "views/registry.h"

namespace initlab::platform {
namespace {

struct Options {
  std::string fonts;
  std::string query;
  ui::PageSettings page;
};

std::vector<std::uint8_t> file_bytes(const std::string& path) {
  std::vector<std::uint8_t> bytes;
  SDL_RWops* file = SDL_RWFromFile(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  const Sint64 size = SDL_RWsize(file);
  if (size > 0 && size < (Sint64{32} << 20)) {
    bytes.resize(static_cast<std::size_t>(size));
    if (SDL_RWread(file, bytes.data(), bytes.size(), 1) != 1) bytes.clear();
  }
  SDL_RWclose(file);
  return bytes;
}

/// Where the site's fonts are when nobody says: below the current folder, or beside the build.
std::string find_fonts(const std::string& given) {
  std::vector<std::string> folders = {given, "dist/fonts"};
  if (char* base = SDL_GetBasePath()) {
    for (const char* up : {"../../dist/fonts", "../../../dist/fonts"})
      folders.push_back(std::string(base) + up);
    SDL_free(base);
  }
  for (const std::string& folder : folders) {
    if (!folder.empty() && !file_bytes(folder + "/latin-400.otf").empty()) return folder;
  }
  return {};
}

void load_fonts(ui::App& app, const std::string& given) {
  const std::string folder = find_fonts(given);
  const char* names[] = {"latin-400", "latin-600", "ko-400", "ko-600"};
  for (int slot = 0; slot < ui::Fonts::slots; ++slot) {
    app.set_font(slot, folder.empty() ? std::vector<std::uint8_t>{}
                                      : file_bytes(folder + "/" + names[slot] + ".otf"));
  }
}

/// initlab-desktop [--fonts FOLDER] [--ko] [--dark] [query]
Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--fonts" && i + 1 < argc) {
      options.fonts = argv[++i];
    } else if (argument == "--ko") {
      options.page.language = Language::ko;
    } else if (argument == "--dark") {
      options.page.dark = true;
    } else {
      options.query = argument;
    }
  }
  return options;
}

/// What is known of a state at once; then its result is on the way.
void follow_state(ui::App& app, Background& background) {
  const Experiment& experiment = app.experiment();
  app.set_readings(computation_of(experiment).readings(experiment));
  app.set_memory(plan_of(experiment).memory_bytes);
  background.request(experiment.clone());
}

/// Takes what has been computed. The program draws when there is something new.
void take_update(ui::App& app, Background& background) {
  const std::unique_ptr<Background::Update> update = background.poll();
  if (!update) return;
  if (update->refusal) {
    app.set_activity(ui::Activity::refused, 0, 0);
    return;
  }
  const Progress& progress = update->progress;
  const bool rows_left = progress.rows < progress.rows_total;
  if (update->report) app.set_report(std::move(update->report));
  app.set_activity(
      progress.complete ? ui::Activity::up_to_date : ui::Activity::running,
      static_cast<std::uint64_t>(rows_left ? progress.rows : progress.sweep_done),
      static_cast<std::uint64_t>(rows_left ? progress.rows_total : progress.sweep_total));
}

void draw(ui::App& app, SDL_Window* window) {
  int width = 0;
  int height = 0;
  int pixels = 0;
  int pixel_rows = 0;
  SDL_GetWindowSize(window, &width, &height);
  SDL_GL_GetDrawableSize(window, &pixels, &pixel_rows);
  if (width < 1 || height < 1) return;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  const float scale = static_cast<float>(pixels) / static_cast<float>(width);
  const bool built = app.draw(static_cast<float>(width), static_cast<float>(height), scale);
  const ImVec4 background = ImGui::ColorConvertU32ToFloat4(app.background());
  glViewport(0, 0, pixels, pixel_rows);
  glClearColor(background.x, background.y, background.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  if (built) ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  SDL_GL_SwapWindow(window);
}

void run_loop(ui::App& app, SDL_Window* window, Background& background) {
  for (;;) {
    // A short wait even without frames: results arrive from other threads.
    SDL_Event event;
    int waiting = app.needs_frame() ? 0 : 15;
    while (SDL_WaitEventTimeout(&event, waiting) != 0) {
      waiting = 0;
      if (event.type == SDL_QUIT) return;
      ImGui_ImplSDL2_ProcessEvent(&event);
      app.wake();
    }
    take_update(app, background);
    const double due = app.next_wake();
    if (due >= 0.0 && due < 0.02) app.wake();
    if (app.needs_frame()) draw(app, window);
  }
}

}  // namespace

int run_lab(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    std::fprintf(stderr, "initlab-desktop: no display: %s\n", SDL_GetError());
    return 1;
  }
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2);
  SDL_Window* window =
      SDL_CreateWindow("initlab", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 752,
                       SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
  SDL_GLContext context = window == nullptr ? nullptr : SDL_GL_CreateContext(window);
  if (context == nullptr) {
    std::fprintf(stderr, "initlab-desktop: OpenGL 3.2 is needed: %s\n", SDL_GetError());
    SDL_Quit();
    return 1;
  }
  SDL_GL_SetSwapInterval(1);
  {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    Background background(static_cast<int>(cores));
    ui::App* self = nullptr;
    ui::HostCallbacks host;
    host.state_changed = [&](std::string_view) {
      self->set_activity(ui::Activity::stale, 0, 0);
      follow_state(*self, background);
    };
    host.text_field = ui::draw_text_field;
    host.random_seed = [] { return std::uint64_t{std::random_device{}()}; };
    ui::App app(std::move(host), ui::make_view);
    self = &app;
    ImGui_ImplSDL2_InitForOpenGL(window, context);
    ImGui_ImplOpenGL3_Init("#version 150");
    load_fonts(app, options.fonts);
    app.set_page(options.page);
    app.set_state(options.query);
    follow_state(app, background);
    run_loop(app, window, background);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
  }
  SDL_GL_DeleteContext(context);
  SDL_DestroyWindow(window);
  SDL_Quit();
  return 0;
}

}  // namespace initlab::platform
