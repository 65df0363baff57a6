// Words that calls of the reader's are told by.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace initlab::init_code {

template <std::size_t n>
bool is_among(std::string_view word, const std::string_view (&list)[n]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "randn" of "np.random.randn".
inline std::string_view last_of(std::string_view path) { return path.substr(path.rfind('.') + 1); }

inline constexpr std::string_view makers_of_generators[] = {
    "default_rng", "RandomState",  "Generator",       "PRNGKey",       "key",
    "split",       "fold_in",      "Random",          "SeedSequence",  "PCG64",
    "manual_seed", "seed",         "set_seed",        "device",        "set_random_seed",
    "Rngs",        "make_rng",     "manual_seed_all", "RandomStreams", "get_next_rng",
    "get_rng",     "next_rng_key", "Session",         "Philox"};

// Methods and functions that take what they are given for keeps.
inline constexpr std::string_view keepers[] = {
    "append",          "extend",      "add",       "insert",    "register_parameter",
    "register_buffer", "set_weights", "assign",    "set_value", "add_param",
    "update",          "setattr",     "push_back", "load"};

// Functions that look at a matrix and leave it as it is.
inline constexpr std::string_view lookers[] = {
    "print",         "hist",   "plot",  "imshow", "histogram", "display",
    "len",           "info",   "write", "show",   "scatter",   "matshow",
    "add_histogram", "hist2d", "title", "pprint", "log"};

// Methods that change no number.
inline constexpr std::string_view kept_methods[] = {
    "astype",     "float",          "double",      "half",      "to",      "cuda",
    "cpu",        "type",           "detach",      "clone",     "copy",    "numpy",
    "contiguous", "requires_grad_", "type_as",     "get_value", "tolist",  "block_until_ready",
    "eval",       "bfloat16",       "item",        "squeeze",   "persist", "share_memory_",
    "asnumpy",    "as_in_ctx",      "attach_grad", "data",      "value",   "get"};

}  // namespace initlab::init_code
