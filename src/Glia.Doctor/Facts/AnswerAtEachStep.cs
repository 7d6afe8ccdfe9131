using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>
/// A network that answers at several positions, such as the steps of a sequence, where the targets have one answer a row. Keras, and the
/// losses here, compare one number with the answer at each of them, and say nothing.
/// </summary>
internal static class AnswerAtEachStep
{
    /// <summary>Whether it is so.</summary>
    public static bool IsOfOneTarget(Targets targets, Shape output) => output is { Rank: > 1, Positions: > 1 }
        && targets.Shape.Rank == 1 && targets.Width != output.Size && targets.Width != output.Positions
        && (targets.Width == 1 || targets.Width == output.Last);

    /// <summary>How many numbers one answer has.</summary>
    public static int Width(Targets targets, Shape output) => IsOfOneTarget(targets, output) ? output.Last : output.Size;

    /// <summary>The answers at one position.</summary>
    /// <param name="outputs">What the network gave, <c>[rows, positions, numbers]</c>.</param>
    /// <param name="position">Which, from 0.</param>
    public static Tensor At(in Tensor outputs, int position)
    {
        int numbers = outputs.Shape.Last;
        Tensor answers = Tensor.Allocate(new Shape(numbers), outputs.Rows);
        for (int row = 0; row < outputs.Rows; row++)
            outputs.Row(row).Slice(position * numbers, numbers).CopyTo(answers.Row(row));
        return answers;
    }

    /// <summary>The answers of a row taken together, as a vote: their mean over the positions.</summary>
    /// <param name="outputs">What the network gave, <c>[rows, positions, numbers]</c>.</param>
    public static Tensor Mean(in Tensor outputs)
    {
        int numbers = outputs.Shape.Last, positions = outputs.Shape.Positions;
        Tensor means = Tensor.Allocate(new Shape(numbers), outputs.Rows);
        for (int row = 0; row < outputs.Rows; row++)
        {
            ReadOnlySpan<float> all = outputs.Row(row);
            Span<float> mean = means.Row(row);
            for (int i = 0; i < all.Length; i++) mean[i % numbers] += all[i] / positions;
        }
        return means;
    }
}
