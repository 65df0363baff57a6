// What every lab computes. A table of its own, so that the module of the views, which never asks
// for it, links without.
#include <algorithm>
#include <iterator>

#include "labs/activation/lab.h"
#include "labs/backward/lab.h"
#include "labs/computation_adapter.h"
#include "labs/forward/lab.h"
#include "labs/log_domain/lab.h"
#include "labs/matrix_product/lab.h"
#include "labs/network/code_reading.h"
#include "labs/notes/lab.h"
#include "labs/symmetry/lab.h"
#include "labs/training/lab.h"

namespace initlab {
namespace {

struct Entry {
  std::string_view lab;
  const Computation& computation;
};

template <class L>
Entry entry() {
  static const ComputationOf<L> computation;
  return {L::id, computation};
}

}  // namespace

const Computation& computation_of(const Experiment& experiment) {
  static const Entry table[] = {
      entry<forward::Lab>(),        entry<backward::Lab>(),   entry<activation::Lab>(),
      entry<matrix_product::Lab>(), entry<log_domain::Lab>(), entry<symmetry::Lab>(),
      entry<notes::Lab>(),          entry<training::Lab>(),
  };
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const Entry& candidate) {
    return candidate.lab == experiment.lab();
  });
  return found->computation;
}

}  // namespace initlab
