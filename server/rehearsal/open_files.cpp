#include "rehearsal/open_files.hpp"

#include <sys/resource.h>

namespace torg::rehearsal {

std::size_t raise_open_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  // Only a privileged process may go beyond the hard limit.
  constexpr rlim_t plenty = 1 << 20;
  rlimit const more{plenty, plenty};
  if (files.rlim_max < plenty && ::setrlimit(RLIMIT_NOFILE, &more) == 0) return plenty;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  return files.rlim_cur;
}

}  // namespace torg::rehearsal
