# SDL2 for WebAssembly: window, events and timers, nothing else. The page draws with WebGL, so the
# copying of pixels between surfaces is left out too, and the cursors are the page's own. SDL's own
# CMake project asks the compiler some 200 questions, which takes minutes with emcc and has the same
# answers every time;
# SDL_config_emscripten.h already holds them, so this lists the sources, as Emscripten's port does.

set(sdl2_sources
  SDL.c SDL_assert.c SDL_dataqueue.c SDL_error.c SDL_guid.c SDL_hints.c SDL_list.c SDL_log.c SDL_utils.c
  atomic/SDL_atomic.c atomic/SDL_spinlock.c cpuinfo/SDL_cpuinfo.c
  events/SDL_clipboardevents.c events/SDL_displayevents.c events/SDL_dropevents.c events/SDL_events.c
  events/SDL_gesture.c events/SDL_keyboard.c events/SDL_keysym_to_scancode.c events/SDL_mouse.c
  events/SDL_quit.c events/SDL_scancode_tables.c events/SDL_touch.c events/SDL_windowevents.c
  file/SDL_rwops.c loadso/dummy/SDL_sysloadso.c misc/SDL_url.c misc/emscripten/SDL_sysurl.c
  stdlib/SDL_crc16.c stdlib/SDL_crc32.c stdlib/SDL_getenv.c stdlib/SDL_iconv.c stdlib/SDL_malloc.c
  stdlib/SDL_qsort.c stdlib/SDL_stdlib.c stdlib/SDL_string.c stdlib/SDL_strtokr.c
  thread/SDL_thread.c thread/generic/SDL_syscond.c thread/generic/SDL_sysmutex.c
  thread/generic/SDL_syssem.c thread/generic/SDL_systhread.c thread/generic/SDL_systls.c
  timer/SDL_timer.c timer/unix/SDL_systimer.c
  video/SDL_clipboard.c video/SDL_egl.c video/SDL_fillrect.c video/SDL_pixels.c video/SDL_rect.c
  video/SDL_shape.c video/SDL_surface.c video/SDL_video.c
  video/emscripten/SDL_emscriptenevents.c
  video/emscripten/SDL_emscriptenopengles.c video/emscripten/SDL_emscriptenvideo.c)
list(TRANSFORM sdl2_sources PREPEND ${sdl2_SOURCE_DIR}/src/)

add_library(initlab_sdl2 STATIC ${sdl2_sources} ${CMAKE_CURRENT_LIST_DIR}/sdl2_stubs.c)
target_include_directories(initlab_sdl2 SYSTEM PUBLIC ${sdl2_SOURCE_DIR}/include)
target_compile_definitions(initlab_sdl2 PRIVATE
  SDL_AUDIO_DISABLED=1 SDL_FILE_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_LOADSO_DISABLED=1
  SDL_LOCALE_DISABLED=1 SDL_POWER_DISABLED=1 SDL_RENDER_DISABLED=1 SDL_SENSOR_DISABLED=1)
# -fwrapv-pointer: SDL relies on it up to 2.32 (libsdl-org/SDL pull request 12581).
target_compile_options(initlab_sdl2 PRIVATE -w -fwrapv-pointer $<$<CONFIG:Release>:-Oz>)
