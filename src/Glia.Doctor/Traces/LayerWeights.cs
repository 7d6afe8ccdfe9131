using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The weights of one layer at one moment.</summary>
/// <param name="Kernel">[in, out].</param>
/// <param name="Bias">One row, or null for a layer without.</param>
internal readonly record struct LayerWeights(Matrix Kernel, Matrix? Bias);
