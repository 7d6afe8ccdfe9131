using Glia.Data;

namespace Glia.Losses;

/// <summary>Compares the shape of targets that have several axes, such as the steps of a sequence, with what a network gives.</summary>
internal static class TargetShape
{
    /// <summary>
    /// Checks that targets of several axes have those of the output: as many numbers in another order would be compared without a word.
    /// Targets of one axis are compared number by number in the order in which the network gives them.
    /// </summary>
    /// <exception cref="GliaException">They have others.</exception>
    public static void Require(Targets targets, Shape output)
    {
        Shape asked = targets.Shape;
        if (asked.Rank == 1 && targets.Width > 1 && targets.Width != output.Size && OnceFor(targets, output) is { } advice)
            throw new GliaException(
                $"The targets have one answer of {targets.Width} numbers a row and the network gives {output}{advice}.");
        if (asked.Rank == 1 || targets.Width == 1 || Fits(asked, output)) return;
        throw new GliaException($"The targets have the shape {asked} a row and the network gives {output}; {Advice(asked, output)}.");
    }

    /// <summary>Whether targets may be a class number for each position of an output of several classes: Keras' sparse targets.</summary>
    public static bool AreClassNumbers(Targets targets, Shape output) =>
        output is { Rank: > 1, Last: > 1 } && targets.Width == output.Positions && IsOfPositions(targets.Shape, output);

    /// <summary>Whether a shape is that of the positions of an output, laid out flat or with its axes.</summary>
    public static bool IsOfPositions(Shape targets, Shape output) =>
        targets.Rank == 1 || Fits(targets, new Shape(output.ToArray().AsSpan()[..^1]));

    /// <summary>
    /// What to do where the targets have one answer a row and the output one at each position, with a semicolon before it; null elsewhere.
    /// </summary>
    public static string? OnceFor(Targets targets, Shape output) =>
        output is { Rank: > 1, Positions: > 1 } && targets.Shape.Rank == 1 && (targets.Width == 1 || targets.Width == output.Last)
            ? "; for one answer a row, leave out return_sequences in the last recurrent layer, or put Flatten or a global pooling " +
                "before the last layer"
            : null;

    // As in Keras a last axis of one number may be there or not.
    private static bool Fits(Shape targets, Shape output) =>
        targets == output || WithoutOne(targets) == output || WithoutOne(output) == targets;

    private static Shape WithoutOne(Shape shape) =>
        shape is { Rank: > 1, Last: 1 } ? new Shape(shape.ToArray().AsSpan()[..^1]) : shape;

    private static string Advice(Shape asked, Shape output)
    {
        if (asked.Rank == output.Rank && asked.Positions == output.Positions && asked.Size != output.Size)
            return $"the last layer needs {asked.Last} {(asked.Last == 1 ? "unit" : "units")}";
        if (asked.Size == output.Size && output.Rank == 1)
            return "leave out what makes one row of the steps, such as Flatten, or end in a Reshape to " +
                $"[{string.Join(", ", asked.ToArray())}]";
        return output.Rank == 1
            ? "for an answer at each step, let the recurrent layers return_sequences and leave out Flatten and pooling over all steps"
            : "the network must give what the targets have: return_sequences and padding \"same\" keep the steps";
    }
}
