// The JSON reader of the tests, set up for builds without exceptions.
#pragma once

#define JSON_NOEXCEPTION 1
#include <nlohmann/json.hpp>
