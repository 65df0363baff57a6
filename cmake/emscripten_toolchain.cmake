# Emscripten's own toolchain file, wherever the emcc on PATH keeps it.
execute_process(COMMAND em-config EMSCRIPTEN_ROOT OUTPUT_VARIABLE emscripten_root
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include(${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)

# CMake's questions to the compiler are answered without linking: a link would first build a set of
# system libraries that nothing else uses.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
