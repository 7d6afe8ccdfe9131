using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// The mean of each channel of sequences of <c>[steps, channels]</c>. Steps that a mask leaves out do not count; where it leaves out all,
/// the mean is 0.
/// </summary>
/// <param name="keepDims">Whether the output keeps its dimensions, each of size 1.</param>
public sealed class GlobalAveragePooling1D(bool keepDims = false) : GlobalPooling(1, largest: false, keepDims)
{
    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        if (pass.Mask.IsEmpty) base.Forward(pass);
        else Masks.Mean(pass.Workers, pass.Input.Values, pass.Output.Values, pass.Mask, pass.Rows);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (pass.Mask.IsEmpty) base.Backward(pass);
        else if (!pass.InputGradient.IsEmpty)
            Masks.MeanBackward(pass.Workers, pass.OutputGradient.Values, pass.InputGradient.Values, pass.Mask, pass.Rows);
    }

    internal static GlobalAveragePooling1D FromConfig(ConfigReader config) => new(ReadKeepDims(config));
}
