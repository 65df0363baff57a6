# The dependencies, pinned. build-wasm.sh sets INITLAB_SOURCES to a folder that holds the same
# versions from Debian; without it they come from their repositories.

include(FetchContent)
set(FETCHCONTENT_QUIET ON)

foreach(name IN ITEMS imgui sdl2 qrcodegen digits fashion_images fashion_labels)
  string(TOUPPER ${name} upper)
  if(NOT FETCHCONTENT_SOURCE_DIR_${upper} AND EXISTS "$ENV{INITLAB_SOURCES}/${name}")
    set(FETCHCONTENT_SOURCE_DIR_${upper} "$ENV{INITLAB_SOURCES}/${name}" CACHE PATH "")
  endif()
endforeach()

# initlab_fetch(name repository commit): sets <name>_SOURCE_DIR; builds nothing.
macro(initlab_fetch name repository commit)
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${commit}
    SOURCE_SUBDIR this-project-builds-it-itself)
  FetchContent_MakeAvailable(${name})
endmacro()

# Eigen: headers only. A system copy serves when it is version 5.
find_path(INITLAB_EIGEN_INCLUDE_DIR Eigen/Version PATHS /usr/include/eigen3 NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
if(NOT INITLAB_EIGEN_INCLUDE_DIR)
  initlab_fetch(eigen https://gitlab.com/libeigen/eigen.git 5.0.1)
  set(INITLAB_EIGEN_INCLUDE_DIR ${eigen_SOURCE_DIR})
endif()
add_library(initlab_eigen INTERFACE)
target_include_directories(initlab_eigen SYSTEM INTERFACE ${INITLAB_EIGEN_INCLUDE_DIR})
target_compile_definitions(initlab_eigen INTERFACE EIGEN_MPL2_ONLY EIGEN_DONT_PARALLELIZE)

initlab_fetch(qrcodegen https://github.com/nayuki/QR-Code-generator.git 720f62bddb7226106071d4728c292cb1df519ceb)
add_library(initlab_qrcodegen STATIC ${qrcodegen_SOURCE_DIR}/c/qrcodegen.c)
target_include_directories(initlab_qrcodegen SYSTEM PUBLIC ${qrcodegen_SOURCE_DIR}/c)
target_compile_options(initlab_qrcodegen PRIVATE -w $<$<CONFIG:Release>:-Oz>)

# Of scikit-learn 1.2.1. One file, told by its content: tools/data.mjs.
FetchContent_Declare(digits DOWNLOAD_NO_EXTRACT ON
  URL https://raw.githubusercontent.com/scikit-learn/scikit-learn/98cf537f5c538fdbc9d27b851cf03ce7611b8a48/sklearn/datasets/data/digits.csv.gz)
FetchContent_MakeAvailable(digits)

# Fashion-MNIST's test set, likewise: tools/fashion.mjs.
set(fashion https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/55506a91af88bac38da7169389bdffed53be3621/data/fashion)
FetchContent_Declare(fashion_images DOWNLOAD_NO_EXTRACT ON URL ${fashion}/t10k-images-idx3-ubyte.gz)
FetchContent_Declare(fashion_labels DOWNLOAD_NO_EXTRACT ON URL ${fashion}/t10k-labels-idx1-ubyte.gz)
FetchContent_MakeAvailable(fashion_images fashion_labels)

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
endif()

if(INITLAB_UI)
  initlab_fetch(imgui https://github.com/ocornut/imgui.git 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)

  add_library(initlab_imgui STATIC
    ${CMAKE_CURRENT_LIST_DIR}/imgui_without_tables.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp
    ${imgui_SOURCE_DIR}/imgui_tables.cpp ${imgui_SOURCE_DIR}/imgui_widgets.cpp)
  target_include_directories(initlab_imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR})
  target_compile_definitions(initlab_imgui PUBLIC
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS
    IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS IMGUI_DISABLE_FILE_FUNCTIONS
    # A page without fonts shows its text view: nothing is drawn in ImGui's own.
    "$<$<BOOL:${EMSCRIPTEN}>:IMGUI_DISABLE_WIN32_FUNCTIONS;IMGUI_DISABLE_DEFAULT_FONT>")
  # Without sanitizers: they test our code.
  target_compile_options(initlab_imgui PRIVATE -w -fno-exceptions -fno-rtti -fno-sanitize=all $<$<CONFIG:Release>:-Oz>)

  if(EMSCRIPTEN)
    initlab_fetch(sdl2 https://github.com/libsdl-org/SDL.git 5d249570393f7a37e037abf22cd6012a4cc56a71)
    include(sdl2_web)
    set(INITLAB_SDL2 initlab_sdl2)
    set(INITLAB_GL "")
  else()
    find_package(SDL2 REQUIRED)
    find_package(OpenGL REQUIRED)
    set(INITLAB_SDL2 SDL2::SDL2)
    set(INITLAB_GL OpenGL::GL ${CMAKE_DL_LIBS})
  endif()

  add_library(initlab_imgui_backends STATIC
    ${imgui_SOURCE_DIR}/backends/imgui_impl_sdl2.cpp ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(initlab_imgui_backends SYSTEM PUBLIC ${imgui_SOURCE_DIR}/backends)
  target_compile_options(initlab_imgui_backends PRIVATE -w -fno-exceptions -fno-rtti -fno-sanitize=all $<$<CONFIG:Release>:-Oz>)
  target_compile_definitions(initlab_imgui_backends
    PUBLIC $<$<BOOL:${EMSCRIPTEN}>:IMGUI_IMPL_OPENGL_ES3>
    PRIVATE $<$<BOOL:${EMSCRIPTEN}>:glGetIntegerv=initlab_gl_get_integerv>)  # src/platform/gl_state_web.cpp
  target_link_libraries(initlab_imgui_backends PUBLIC initlab_imgui ${INITLAB_SDL2} ${INITLAB_GL})
endif()

# GoogleTest: the system's natively; from source for WebAssembly.
if(BUILD_TESTING)
  if(EMSCRIPTEN)
    if(NOT FETCHCONTENT_SOURCE_DIR_GOOGLETEST AND EXISTS /usr/src/googletest)
      set(FETCHCONTENT_SOURCE_DIR_GOOGLETEST /usr/src/googletest CACHE PATH "")
    endif()
    initlab_fetch(googletest https://github.com/google/googletest.git v1.17.0)
    add_library(initlab_gtest STATIC ${googletest_SOURCE_DIR}/googletest/src/gtest-all.cc
                                     ${googletest_SOURCE_DIR}/googletest/src/gtest_main.cc)
    target_include_directories(initlab_gtest SYSTEM PUBLIC ${googletest_SOURCE_DIR}/googletest/include
                               PRIVATE ${googletest_SOURCE_DIR}/googletest)
    target_compile_options(initlab_gtest PRIVATE -w -fno-exceptions)
  else()
    find_package(GTest REQUIRED)
    add_library(initlab_gtest INTERFACE)
    target_link_libraries(initlab_gtest INTERFACE GTest::gtest_main)
  endif()

  # The JSON reader of the tests: headers only. A link, since a WebAssembly build must not see the
  # rest of /usr/include.
  set(json_include_dir ${CMAKE_BINARY_DIR}/json)
  if(EXISTS /usr/include/nlohmann/json.hpp)
    file(MAKE_DIRECTORY ${json_include_dir})
    file(CREATE_LINK /usr/include/nlohmann ${json_include_dir}/nlohmann SYMBOLIC)
  else()
    initlab_fetch(json https://github.com/nlohmann/json.git v3.11.3)
    set(json_include_dir ${json_SOURCE_DIR}/single_include)
  endif()
  add_library(initlab_json INTERFACE)
  target_include_directories(initlab_json SYSTEM INTERFACE ${json_include_dir})
endif()
