# What is particular to WebAssembly: compile options for everything, and how modules are linked.

if(NOT EMSCRIPTEN)
  return()
endif()

# Fixed-width SIMD only: relaxed SIMD is not deterministic.
add_compile_options(-msimd128 -msse4.2)
add_compile_options($<$<CONFIG:Release>:-flto>)
add_link_options($<$<CONFIG:Release>:-flto>)

set(INITLAB_WASM_LINK_OPTIONS
  -sSTACK_SIZE=1MB  # Eigen overflows the default of 64 KiB silently
  -sALLOW_MEMORY_GROWTH=1
  -sMAXIMUM_MEMORY=1GB
  -sMALLOC=emmalloc  # 3 kB smaller than the default; we allocate seldom and in large pieces
  "$<$<CONFIG:Debug>:-sASSERTIONS=2;-sSAFE_HEAP=1;-sSTACK_OVERFLOW_CHECK=2>")

set(INITLAB_WASM_JS_API canvas instantiateWasm locateFile noInitialRun onAbort print printErr)

# A release is split: what a page downloads is in <build>/src/split (tools/split_module.mjs).
find_program(INITLAB_WASM_SPLIT wasm-split HINTS ${EMSCRIPTEN_ROOT_PATH}/../bin NO_CMAKE_FIND_ROOT_PATH REQUIRED)

# initlab_wasm_module(target FACTORY name ENVIRONMENT list OPTIMIZE level): <target>.js defines a
# classic (not ES module) factory function, which also works in sandboxed frames and blob workers.
function(initlab_wasm_module target)
  cmake_parse_arguments(MODULE "" "FACTORY;OPTIMIZE" "ENVIRONMENT;FUNCTIONS;OPTIONS" ${ARGN})
  list(JOIN MODULE_ENVIRONMENT "," environment)
  list(JOIN MODULE_FUNCTIONS "," functions)
  list(JOIN INITLAB_WASM_JS_API "," api)
  target_link_options(${target} PRIVATE
    ${INITLAB_WASM_LINK_OPTIONS} $<$<CONFIG:Release>:${MODULE_OPTIMIZE}>
    -fno-exceptions -fno-rtti
    -sMODULARIZE=1 -sEXPORT_NAME=${MODULE_FACTORY} -sENVIRONMENT=${environment}
    -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0 -sMINIFY_HTML=0
    -sEXPORTED_FUNCTIONS=${functions}
    -sEXPORTED_RUNTIME_METHODS=HEAPU8,UTF8ToString,stringToUTF8,lengthBytesUTF8
    -sINCOMING_MODULE_JS_API=${api}
    # Names, by which it is split, and calls that are still calls: the parts are optimized again.
    "$<$<CONFIG:Release>:--profiling-funcs;-sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=2>"
    ${MODULE_OPTIONS})
  get_filename_component(binaryen ${INITLAB_WASM_SPLIT} DIRECTORY)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/split)
  set(splitter ${PROJECT_SOURCE_DIR}/tools/split_module.mjs)
  add_custom_command(OUTPUT ${folder}/${target}.wasm
    COMMAND ${CMAKE_COMMAND} -E env --modify PATH=path_list_prepend:${binaryen}
            ${INITLAB_NODE} ${splitter} ${CMAKE_CURRENT_BINARY_DIR}/${target}.wasm ${folder}
    DEPENDS ${target} ${splitter} ${PROJECT_SOURCE_DIR}/tools/sources.mjs VERBATIM)
  add_custom_target(${target}_split DEPENDS ${folder}/${target}.wasm)
endfunction()
