using Glia.Data;
using Glia.Losses;

namespace Glia.Experiments;

/// <summary>How the targets of a source become what a loss compares: <c>target_encoding</c> of an experiment.</summary>
internal static class TargetCoding
{
    /// <summary>Encodes the targets.</summary>
    /// <param name="experiment">Says how.</param>
    /// <param name="loaded">The data as the source holds them.</param>
    /// <param name="output">What the network gives for one sample.</param>
    /// <exception cref="GliaException">Texts are to stay texts, or numbers that are no classes are to become columns.</exception>
    public static Targets Encode(Experiment experiment, LoadedData loaded, Shape output)
    {
        int outputs = output.Size;
        string encoding = experiment.Data.TargetEncoding;
        if (loaded.Classes is { } classes)
        {
            string[] names = loaded.ClassNames!;
            if (encoding == "auto") encoding = TakesIndex(experiment.Training.BuildLoss(), outputs) ? "index" : "one-hot";
            return encoding switch
            {
                "one-hot" when names.Length < 2 && outputs > 1 => throw OneClass(experiment, loaded),
                "one-hot" => Targets.OneHot(classes, names.Length),
                "index" => new Targets(Array.ConvertAll(classes, c => (float)c)),
                _ when TargetReading.NumbersOf(names) is { } values => new Targets(Array.ConvertAll(classes, c => values[c])),
                _ => throw new GliaException($"The targets of {experiment.Data.Source} are texts and target_encoding is \"none\"; " +
                    "set it to \"index\" or \"one-hot\"."),
            };
        }
        // Numbers stay what they are, wrong ones too: a mistake in them must remain visible.
        Targets numbers = loaded.Numbers!;
        if (encoding == "one-hot")
        {
            int[] whole = WholeNumbers(experiment, numbers, output);
            return numbers.Width > 1 ? Targets.OneHotSteps(numbers, whole.Max() + 1) : Targets.OneHot(whole);
        }
        return AreLabels(experiment, numbers, output) ? numbers.AsLabels() : numbers;
    }

    private static bool AreLabels(Experiment experiment, Targets numbers, Shape output)
    {
        // One yes or no at each of several steps is one question, asked again and again.
        if (output is { Rank: > 1, Last: 1 }) return false;
        return experiment.Data.Task switch
        {
            "multilabel" => true,
            "auto" => numbers.Width > 1 && experiment.Training.BuildLoss().ProbabilitiesBy == "sigmoid"
                && !numbers.Values.ContainsAnyExcept(0f, 1f) && !ClassTargets.AreOneHot(numbers, numbers.Shape.Last),
            _ => false,
        };
    }

    /// <summary>Fits <c>target_scale</c> of an experiment.</summary>
    /// <param name="experiment">Says how.</param>
    /// <param name="loaded">The data as the source holds them.</param>
    /// <param name="training">The encoded targets of the training rows.</param>
    /// <returns>The scaler; null for none.</returns>
    /// <exception cref="GliaException">The targets are classes, or the loss takes nothing but probabilities.</exception>
    public static TargetScaler? FitScale(Experiment experiment, LoadedData loaded, Targets training)
    {
        string scale = experiment.Data.TargetScale;
        if (scale == "none") return null;
        string? classes = experiment.Data.Task == "multilabel" ? "yes/no labels" : loaded.Classes is not null ? "classes" : null;
        if (classes is not null)
            throw new GliaException($"target_scale is \"{scale}\", but the targets of {experiment.Data.Source} are {classes}; " +
                "only numbers can be scaled, so set it to \"none\", or task to \"regress\".");
        Loss loss = experiment.Training.BuildLoss();
        if (!AllowsScale(loss))
            throw new GliaException($"target_scale is \"{scale}\", but the loss {loss.Name} means something else on scaled targets; " +
                "set it to \"none\".");
        return TargetScaler.Fit(scale, training);
    }

    /// <summary>
    /// Whether a loss wants the same of scaled targets: probabilities, counts, ratios and directions are others once they are scaled.
    /// </summary>
    public static bool AllowsScale(Loss loss) => loss.Takes == LossInput.Values;

    private static GliaException OneClass(Experiment experiment, LoadedData loaded) =>
        new($"{(loaded.Rows == 1 ? "The only row" : $"All {loaded.Rows:N0} rows")} of {experiment.Data.Source} " +
            $"{(loaded.Rows == 1 ? "is" : "are")} of the class '{loaded.ClassNames![0]}', " +
            "so there is nothing to tell apart; add rows of another class, or name another column as the target.");

    // One output, or a loss that reads class numbers.
    private static bool TakesIndex(Loss loss, int outputs) => loss is SparseCategoricalCrossentropy || outputs == 1;

    private static int[] WholeNumbers(Experiment experiment, Targets targets, Shape output)
    {
        if (targets.Width != 1 && !TargetShape.AreClassNumbers(targets, output))
            throw new GliaException($"The targets of {experiment.Data.Source} have {targets.Width} numbers a row, " +
                "so they cannot be encoded one-hot; set target_encoding to \"none\".");
        var classes = new int[targets.Values.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            float value = targets.Values[i];
            // 65,536 classes of a few rows each are a regression encoded by mistake, and would take all memory.
            if (value != MathF.Floor(value) || value is < 0 or >= 65536)
                throw new GliaException($"Row {i / targets.Width} of the targets of {experiment.Data.Source} is {value}, which is no " +
                    "class number; set target_encoding to \"none\", or name another target column.");
            classes[i] = (int)value;
        }
        return classes;
    }
}
