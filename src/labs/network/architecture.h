// What the labs that go back through a network add to it.
#pragma once

#include <cstdint>

#include "core/network/backward.h"
#include "labs/param_visitor.h"

namespace initlab {

enum class ResidualConnections : std::uint8_t { off, on };

void describe_architecture(ParamVisitor&, Normalization&, ResidualConnections&,
                           double& branch_scale);

}  // namespace initlab
