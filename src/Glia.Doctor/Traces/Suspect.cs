using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>One way in which a gradient may have been computed: the right one, or a mistake that has a name.</summary>
/// <param name="Fault">The mistake; null for the right way.</param>
/// <param name="Says">What the owner's code then does, to follow "grad_w1 is what one gets when ".</param>
/// <param name="Value">The gradient of the pre-activations, or of the kernel, that results.</param>
internal readonly record struct Suspect(Fault? Fault, string Says, Matrix Value);
