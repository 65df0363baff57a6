// What the training lab's network has besides the plain one, and what it is trained by.
#pragma once

#include "labs/training/params.h"

namespace initlab::training {

/// norm, residual and branch_scale as in the backward lab, and dropout.
void describe_additions(ParamVisitor&, Params&);
/// loss and output_bias.
void describe_objective(ParamVisitor&, Params&);

void set_additions(const Params&, DeepTrainingSpec&);

/// Of an answer that is the same for every row, and for all classes.
double guessing_loss(const Params&);
bool starts_at_log_odds(const Params&);

}  // namespace initlab::training
