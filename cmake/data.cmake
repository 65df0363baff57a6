# The handwritten digits: a file for the site, and the same bytes for programs that have no site.
set(digits ${digits_SOURCE_DIR}/digits.csv.gz)
set(digits_maker ${PROJECT_SOURCE_DIR}/tools/data.mjs)
set(data_layout ${PROJECT_SOURCE_DIR}/tools/picture_data.mjs)
set(data_folder ${CMAKE_BINARY_DIR}/data)
file(MAKE_DIRECTORY ${data_folder})
add_custom_command(OUTPUT ${data_folder}/digits.bin ${data_folder}/embedded_digits.cpp
  COMMAND ${INITLAB_NODE} ${digits_maker} ${digits} ${data_folder}
  DEPENDS ${digits} ${digits_maker} ${data_layout} VERBATIM)

# Fashion-MNIST: a file for the site alone.
set(fashion ${fashion_images_SOURCE_DIR}/t10k-images-idx3-ubyte.gz ${fashion_labels_SOURCE_DIR}/t10k-labels-idx1-ubyte.gz)
set(fashion_maker ${PROJECT_SOURCE_DIR}/tools/fashion.mjs)
add_custom_command(OUTPUT ${data_folder}/fashion.bin
  COMMAND ${INITLAB_NODE} ${fashion_maker} ${fashion} ${data_folder}
  DEPENDS ${fashion} ${fashion_maker} ${data_layout} VERBATIM)

add_custom_target(initlab_data DEPENDS ${data_folder}/digits.bin ${data_folder}/fashion.bin)

add_library(initlab_embedded_data OBJECT ${data_folder}/embedded_digits.cpp)
target_include_directories(initlab_embedded_data PRIVATE ${PROJECT_SOURCE_DIR}/src)
initlab_compile_options(initlab_embedded_data)
# Longer than a compiler has to take; ours do.
target_compile_options(initlab_embedded_data PRIVATE -Wno-overlength-strings)
initlab_no_exceptions(initlab_embedded_data)
