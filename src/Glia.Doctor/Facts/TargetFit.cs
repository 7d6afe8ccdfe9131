using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>How targets, the number of outputs and the loss contradict each other.</summary>
internal enum Misfit
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>Several columns a row under a loss that reads one class number.</summary>
    ColumnsForClassNumbers,

    /// <summary>Class numbers below 0.</summary>
    NegativeLabels,

    /// <summary>Class numbers from 1 to the number of outputs.</summary>
    LabelsFromOne,

    /// <summary>Class numbers beyond the outputs.</summary>
    LabelsBeyondOutputs,

    /// <summary>One output for several class numbers.</summary>
    OneOutputForClasses,

    /// <summary>Class numbers under a loss that compares a column a class.</summary>
    ClassNumbersForColumns,

    /// <summary>One output that the loss divides by itself.</summary>
    OneOutputDividedByItself,

    /// <summary>One sigmoid for more than two classes.</summary>
    OneSigmoidForClasses,

    /// <summary>Two labels that are not 0 and 1 under binary cross-entropy.</summary>
    LabelsNotZeroAndOne,

    /// <summary>One class number compared with every output.</summary>
    ClassNumberForEveryOutput,

    /// <summary>One value compared with every output.</summary>
    ValueForEveryOutput,

    /// <summary>One-hot columns of labels from 1, of which the first is empty and one too many.</summary>
    EmptyFirstColumn,

    /// <summary>Another number of columns than outputs.</summary>
    OtherWidth,
}

/// <summary>The algebra of labels, output width and loss.</summary>
/// <param name="Misfit">What does not fit.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Outputs">How many numbers the network gives for a sample.</param>
/// <param name="Loss">What compares them.</param>
internal sealed record TargetFit(Misfit Misfit, TargetView Targets, int Outputs, Loss Loss)
{
    /// <summary>The figures behind it.</summary>
    public (string, double)[] Numbers =>
    [
        ("outputs", Outputs), ("target_width", Targets.Width), ("classes", Targets.Classes),
        ("smallest", Targets.Minimum), ("largest", Targets.Maximum),
    ];

    /// <summary>Compares them.</summary>
    public static TargetFit Of(TargetView targets, int outputs, Loss loss)
    {
        Misfit misfit = loss switch
        {
            SparseCategoricalCrossentropy => Sparse(targets, outputs),
            CategoricalCrossentropy when targets.Width == 1 => Categorical(targets, outputs),
            BinaryCrossentropy when Binary(targets, outputs) is not Misfit.None and var binary => binary,
            _ => Columns(targets, outputs),
        };
        return new TargetFit(misfit, targets, outputs, loss);
    }

    private static Misfit Sparse(TargetView targets, int outputs)
    {
        if (targets.Width > 1) return Misfit.ColumnsForClassNumbers;
        if (!targets.Whole) return Misfit.None;
        if (outputs == 1 && targets.Classes > 1) return Misfit.OneOutputForClasses;
        if (targets.Minimum < 0) return Misfit.NegativeLabels;
        if (targets.Minimum == 1 && targets.Maximum == outputs) return Misfit.LabelsFromOne;
        return targets.Maximum >= outputs ? Misfit.LabelsBeyondOutputs : Misfit.None;
    }

    private static Misfit Categorical(TargetView targets, int outputs)
    {
        if (!targets.Whole) return Misfit.None;
        return outputs == 1 ? Misfit.OneOutputDividedByItself : Misfit.ClassNumbersForColumns;
    }

    private static Misfit Binary(TargetView targets, int outputs)
    {
        if (outputs != 1 || targets is not { Width: 1, HasClasses: true }) return Misfit.None;
        if (targets.Classes > 2) return Misfit.OneSigmoidForClasses;
        return targets.Minimum < 0 || targets.Maximum > 1 ? Misfit.LabelsNotZeroAndOne : Misfit.None;
    }

    // Losses that compare number with number.
    private static Misfit Columns(TargetView targets, int outputs)
    {
        if (targets.Width == outputs) return Misfit.None;
        if (targets.Width == 1) return targets.HasClasses ? Misfit.ClassNumberForEveryOutput : Misfit.ValueForEveryOutput;
        return targets.Kind == TargetKind.OneHot && targets.Width == outputs + 1 && !targets.Values.Contains(0)
            ? Misfit.EmptyFirstColumn : Misfit.OtherWidth;
    }
}
