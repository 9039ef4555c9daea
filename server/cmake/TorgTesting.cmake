# What test executables link. A test executable links torg::test and the floor it tests.

include(GoogleTest)

# The distribution's Python sees the distribution's Python packages; another one in PATH may not.
find_program(Python3_EXECUTABLE python3 PATHS /usr/bin NO_DEFAULT_PATH)

find_package(GTest REQUIRED)
find_package(rapidcheck CONFIG REQUIRED)

add_library(torg_test INTERFACE)
target_link_libraries(torg_test INTERFACE torg_options GTest::gtest GTest::gmock GTest::gtest_main
                                          rapidcheck)
target_include_directories(torg_test INTERFACE "${PROJECT_SOURCE_DIR}/tests")
target_compile_definitions(torg_test INTERFACE TORG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_library(torg::test ALIAS torg_test)
