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
        if (targets.Width == output.Size) return;
        throw new GliaException(targets.Width == 1
            ? $"The loss {Name} needs targets of {output.Size} numbers a row (one-hot) but gets class numbers; " +
                "set target_encoding to \"one-hot\"."
            : $"The loss {Name} gets targets of {Numbers(targets.Width)} a row but the network gives {Numbers(output.Size)}; " +
                $"the last layer needs {targets.Width} units.");
    }

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Kernels.Losses.CategoricalHinge(outputs, targets, rows, columns, scale, gradient);
}
