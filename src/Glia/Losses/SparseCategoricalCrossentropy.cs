using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;

namespace Glia.Losses;

/// <summary>Minus the logarithm of the probability of the right class, for targets that are class numbers from 0.</summary>
/// <param name="fromLogits">Whether the outputs come before softmax.</param>
/// <param name="labelSmoothing">Share of the target that is spread over all classes, 0 to 1; PyTorch has it, Keras not.</param>
public sealed class SparseCategoricalCrossentropy(bool fromLogits = false, float labelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override bool TakesClassNumbers => true;

    /// <inheritdoc/>
    public override LossInput Takes => fromLogits ? LossInput.Logits : LossInput.Probabilities;

    /// <inheritdoc/>
    public override string? ProbabilitiesBy => "softmax";

    /// <inheritdoc/>
    public override Loss? TogetherWith(ActivationFunction? activation) =>
        !fromLogits && activation is SoftmaxActivation ? new SparseCategoricalCrossentropy(true, labelSmoothing) { Reduction = Reduction }
            : null;

    /// <inheritdoc/>
    public override void Check(Targets targets, Shape output)
    {
        int positions = output.Positions, classes = output.Last;
        if (targets.Width != positions || !TargetShape.IsOfPositions(targets.Shape, output))
            throw new GliaException(positions == 1
                ? $"The loss {Name} needs one class number a row but gets {Numbers(targets.Width)}; " +
                    "use categorical_crossentropy for one-hot targets."
                : $"The loss {Name} needs a class number for each of the {positions} positions of an output of {output} but gets " +
                    $"{targets.Shape.Spoken} {(targets.Width == 1 ? "number" : "numbers")} a row" +
                    TargetShape.OnceFor(targets, output) +
                    $"{(targets.Width == output.Size ? "; use categorical_crossentropy for one-hot targets" : "")}.");
        for (int i = 0; i < targets.Values.Length; i++)
        {
            // Keras casts a label to a whole number; what is left must name one of the outputs.
            float label = targets.Values[i];
            if (label > -1 && label < classes) continue;
            string place = positions == 1 ? $"row {i}" : $"row {i / positions}, position {i % positions},";
            throw new GliaException($"The loss {Name}: {place} has class {label}, but the network has {classes} outputs, " +
                $"for classes 0 to {classes - 1}.");
        }
    }

    /// <inheritdoc/>
    public override void Gather(Targets targets, ReadOnlySpan<int> rows, in Tensor destination)
    {
        Span<float> values = destination.Values;
        values.Clear();
        int positions = destination.Shape.Positions, classes = destination.Shape.Last;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> labels = targets[rows[i]];
            for (int position = 0; position < positions; position++)
                values[(i * positions + position) * classes + (int)labels[position]] = 1;
        }
    }

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) => fromLogits
        ? Kernels.Losses.SoftmaxCrossEntropy(outputs, targets, rows, columns, scale, gradient, labelSmoothing: labelSmoothing)
        : Kernels.Losses.CategoricalCrossEntropy(outputs, targets, rows, columns, scale, gradient, labelSmoothing);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["from_logits"] = fromLogits;
        if (labelSmoothing != 0) config["label_smoothing"] = labelSmoothing;
    }
}
