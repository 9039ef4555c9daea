# Two precompiled headers, shared by the floors: the standard library with JSON for all, and Asio and
# Beast on top of that for the floors that talk to the network. Nothing may depend on them: a file
# includes what it uses, and TORG_PCH=OFF must build.

set(torg_pch_common
    <algorithm>
    <array>
    <atomic>
    <charconv>
    <chrono>
    <compare>
    <cstddef>
    <cstdint>
    <deque>
    <filesystem>
    <functional>
    <map>
    <memory>
    <mutex>
    <numeric>
    <optional>
    <random>
    <set>
    <span>
    <sstream>
    <string>
    <string_view>
    <thread>
    <tuple>
    <unordered_map>
    <unordered_set>
    <utility>
    <variant>
    <vector>
    <boost/system/result.hpp>
    <nlohmann/json.hpp>)

set(torg_pch_network <boost/asio.hpp> <boost/beast.hpp>)

function(torg_declare_precompiled_header name link)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/pch/${name}.cpp" CONTENT "" @ONLY)
  add_library(torg_pch_${name} STATIC EXCLUDE_FROM_ALL "${PROJECT_BINARY_DIR}/pch/${name}.cpp")
  target_link_libraries(torg_pch_${name} PRIVATE torg_options ${link} nlohmann_json::nlohmann_json)
  target_precompile_headers(torg_pch_${name} PRIVATE ${ARGN})
endfunction()

# Called last, when every floor that exists is declared.
function(torg_apply_precompiled_headers)
  if(NOT TORG_PCH)
    return()
  endif()
  torg_declare_precompiled_header(common Boost::headers ${torg_pch_common})
  torg_declare_precompiled_header(network torg_boost ${torg_pch_common} ${torg_pch_network})
  foreach(floor IN ITEMS protocol domain store archive rehearsal)
    foreach(target IN ITEMS torg_${floor} ${floor}_test)
      if(TARGET ${target})
        target_precompile_headers(${target} REUSE_FROM torg_pch_common)
      endif()
    endforeach()
  endforeach()
  foreach(floor IN ITEMS live net app)
    foreach(target IN ITEMS torg_${floor} ${floor}_test)
      if(TARGET ${target})
        target_precompile_headers(${target} REUSE_FROM torg_pch_network)
      endif()
    endforeach()
  endforeach()
endfunction()
