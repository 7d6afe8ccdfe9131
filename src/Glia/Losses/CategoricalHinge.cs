using Glia.Data;

namespace Glia.Losses;

/// <summary><c>max(n - p + 1, 0)</c> with p the output of the right class and n the largest of the others, for one-hot targets.</summary>
public sealed class CategoricalHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Margins;

    /// <inheritdoc/>
    public override void Check(Targets targets, Shape output)
    {
        CheckOneHot(targets, output, "set target_encoding to \"one-hot\"");
    }

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Kernels.Losses.CategoricalHinge(outputs, targets, rows, columns, scale, gradient);
}
