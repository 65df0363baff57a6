# The handwritten digits: a file for the site, and the same bytes for programs that have no site.
set(digits ${digits_SOURCE_DIR}/digits.csv.gz)
set(digits_maker ${PROJECT_SOURCE_DIR}/tools/data.mjs)
set(data_folder ${CMAKE_BINARY_DIR}/data)
file(MAKE_DIRECTORY ${data_folder})
add_custom_command(OUTPUT ${data_folder}/digits.bin ${data_folder}/embedded_digits.cpp
  COMMAND ${INITLAB_NODE} ${digits_maker} ${digits} ${data_folder}
  DEPENDS ${digits} ${digits_maker} VERBATIM)
add_custom_target(initlab_data DEPENDS ${data_folder}/digits.bin)

add_library(initlab_embedded_data OBJECT ${data_folder}/embedded_digits.cpp)
target_include_directories(initlab_embedded_data PRIVATE ${PROJECT_SOURCE_DIR}/src)
initlab_compile_options(initlab_embedded_data)
# Longer than a compiler has to take; ours do.
target_compile_options(initlab_embedded_data PRIVATE -Wno-overlength-strings)
initlab_no_exceptions(initlab_embedded_data)
