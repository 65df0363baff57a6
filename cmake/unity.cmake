# Most of a small file's compilation is reading headers, and most of a long link is the work of making
# its pieces one again: the files of a folder are compiled together. Their names must not clash; one that
# includes less than it uses is caught by tools/tidy.mjs, and by INITLAB_UNITY=OFF.
option(INITLAB_UNITY "Compile the files of a folder together" ON)

# initlab_compile_together(target SOURCES...)
function(initlab_compile_together target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${INITLAB_UNITY} UNITY_BUILD_MODE GROUP)
  foreach(file IN LISTS ARGN)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE place)
    cmake_path(GET place PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" group)
    set_property(SOURCE ${file} PROPERTY UNITY_GROUP ${group})
  endforeach()
endfunction()
