# What test executables link. A test executable links torg::test and the floor it tests.

include(GoogleTest)
find_package(GTest REQUIRED)
find_package(rapidcheck CONFIG REQUIRED)

add_library(torg_test INTERFACE)
target_link_libraries(torg_test INTERFACE torg_options GTest::gtest GTest::gmock GTest::gtest_main
                                          rapidcheck)
target_include_directories(torg_test INTERFACE "${PROJECT_SOURCE_DIR}/tests")
target_compile_definitions(torg_test INTERFACE TORG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_library(torg::test ALIAS torg_test)
