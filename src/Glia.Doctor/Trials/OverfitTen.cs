using Glia.Data;
using Glia.Kernels;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>
/// The smallest experiment that says whether a network can learn at all (GLIAS26): ten rows, one of each class first, until they are known
/// by heart. Dropout and penalties are off, the optimizer is a usual one at several rates, so that what is left is the network, its first
/// weights, its output and its loss. Success puts the fault into the data, their order or the optimizer.
/// </summary>
/// <param name="Rows">How many rows were to be learned.</param>
/// <param name="Known">How many classes it answers right at the end; -1 for values.</param>
/// <param name="Steps">Steps taken at the rate that went furthest.</param>
/// <param name="Rate">That rate.</param>
/// <param name="First">The loss before the first step.</param>
/// <param name="Last">The loss after the last one.</param>
/// <param name="Learned">Whether they are known by heart.</param>
/// <param name="RatesTried">How many rates were tried.</param>
internal sealed record OverfitTen(int Rows, int Known, int Steps, double Rate, double First, double Last, bool Learned, int RatesTried)
{
    // Values: a twentieth of the loss that answering their mean has. Classes: all right, and surer than a lucky first step; smoothed labels
    // leave a fifth of the loss for ever.
    private const int MostRows = 10;
    private const double KnownByHeart = 0.05, Sure = 0.3;

    private static readonly float[] Rates = [0.01f, 0.001f, 0.1f];

    /// <summary>What was seen, in a sentence.</summary>
    public string Words
    {
        get
        {
            string rows = $"Of {Rows} rows{(Known < 0 ? "" : ", one of each class first,")}";
            string rates = $"at {(RatesTried == 1 ? "the rate" : $"any of {RatesTried} rates")}";
            if (!double.IsFinite(Last))
            {
                string steps = Steps == 1 ? "step" : "steps";
                return $"{rows} none can be learned: the loss is no number within {Steps} {steps} of Adam {rates}.";
            }
            string loss = $"loss {First:G3} to {Last:G3}";
            if (Learned)
            {
                return $"{rows} all are known by heart after {Steps} steps of Adam at {Rate:G3}: {loss}.";
            }
            return Known < 0
                ? $"{rows} the values are not learned within {Steps} steps of Adam {rates}: {loss}."
                : $"{rows} {Known} are learned within {Steps} steps of Adam at the best of {RatesTried} rates: {loss}.";
        }
    }

    /// <summary>What to do next where nothing was found, and where the cause may be.</summary>
    /// <param name="ten">The experiment; null if it was not made.</param>
    public static string Next(OverfitTen? ten) => ten switch
    {
        null => "start from a plain network and change one thing at a time.",
        { Learned: true } => "ten rows it learns by heart, so layers, output and loss can learn: look for the cause in the data, " +
            "their number and order, and in how long and how fast it trains.",
        _ => "it does not even learn ten rows by heart, so the cause is in the network, its first weights, " +
            "its output or its loss and not in the data: start from a plain network and change one thing at a time.",
    };

    /// <summary>
    /// Makes the experiment; null where the targets do not say when a row is known,
    /// or fewer than two different rows are there to tell apart.
    /// </summary>
    public static OverfitTen? Run(Variant patient, TargetView targets, Workers workers)
    {
        if (targets.Kind is not (TargetKind.ClassNumbers or TargetKind.OneHot or TargetKind.Binary or TargetKind.Values)) return null;
        // Hits are of answers, and a row has several.
        if (AnswerAtEachStep.IsOfOneTarget(patient.Data.Targets, VariantFacts.Of(patient).OutputShape)) return null;
        int[] rows = Choose(patient.Data, targets);
        if (rows.Length < 2) return null;
        Targets wanted = patient.Data.Targets;
        if (!targets.HasClasses && Array.TrueForAll(rows, row => wanted[row].SequenceEqual(wanted[rows[0]]))) return null;
        Variant bare = Bare(patient) with { Data = patient.Data.WithoutSampleWeights().WithoutAugmentation() };
        OverfitTen? best = null;
        try
        {
            for (int i = 0; i < Rates.Length && best is not { Learned: true }; i++)
            {
                OverfitTen one = Run(bare, rows, targets, Rates[i], workers) with { RatesTried = i + 1 };
                bool better = best is null || one.Learned || one.Known > best.Known || (one.Known == best.Known && one.Last < best.Last);
                best = better ? one : best! with { RatesTried = i + 1 };
            }
        }
        catch (GliaException)
        {
            return null;
        }
        return best;
    }

    private static OverfitTen Run(Variant bare, int[] rows, TargetView targets, float rate, Workers workers)
    {
        Variant variant = bare with { Optimizer = new() { ["class_name"] = "Adam", ["learning_rate"] = rate }, Schedule = "constant" };
        Network network = variant.Build(out var optimizer);
        var trainer = new Trainer(network, variant.Loss, optimizer, null, variant.Seed, workers);
        trainer.Check(variant.Data);
        double enough = targets.HasClasses ? double.NegativeInfinity : KnownByHeart * LossOfTheMean(variant, network, rows);
        int steps = StepsFor(network, rows.Length), known = targets.HasClasses ? 0 : -1;
        double first = double.NaN, last = double.NaN;
        for (int step = 0; step < steps; step++)
        {
            StepReport report = trainer.Step(variant.Data, rows, rate);
            if (!report.Taken) return new OverfitTen(rows.Length, known, step + 1, rate, first, double.PositiveInfinity, false, 1);
            if (step == 0) first = report.Loss;
            last = report.Loss;
            if (targets.HasClasses) known = report.Hits;
            bool learned = targets.HasClasses ? known == rows.Length && last <= Sure * first : last <= enough;
            if (learned) return new OverfitTen(rows.Length, known, step, rate, first, last, true, 1);
        }
        return new OverfitTen(rows.Length, known, steps, rate, first, last, known == rows.Length, 1);
    }

    // Counted in operations, as every trial is: a twentieth of a second of one core for each rate.
    private static int StepsFor(Network network, int rows) =>
        (int)Math.Clamp(1e9 / (6.0 * network.ParameterCount * (rows + 8) + 1e6), 60, 600);

    // The first row of each class, then any others; equal inputs only once, since nobody can answer them differently.
    private static int[] Choose(Dataset data, TargetView targets)
    {
        var seen = new HashSet<int>();
        var chosen = new List<int>();
        int[] all = CountingRows.Of(data) ?? [.. Enumerable.Range(0, data.Rows)];
        if (targets.HasClasses)
            for (int i = 0; i < all.Length && chosen.Count < MostRows; i++)
                if (seen.Add(targets.Labels[all[i]])) chosen.Add(all[i]);
        foreach (int row in new SplitMix(40).Draw(all.Length, Math.Min(2 * MostRows, all.Length)).Select(i => all[i]))
            if (chosen.Count < MostRows && !chosen.Contains(row)) chosen.Add(row);
        var inputs = new float[chosen.Count * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. chosen], inputs);
        int width = data.Inputs.Shape.Size;
        return [.. chosen.Where((_, i) => !Enumerable.Range(0, i).Any(j => Equal(i, j)))];

        bool Equal(int i, int j) => inputs.AsSpan(i * width, width).SequenceEqual(inputs.AsSpan(j * width, width));
    }

    private static Variant Bare(Variant patient)
    {
        Variant bare = patient;
        IReadOnlyList<Layer> layers = VariantFacts.Of(patient).Architecture.Layers;
        for (int i = 0; i < patient.Layers.Count; i++)
        {
            if (layers[i].OnlyInTraining)
                bare = bare.WithoutLayer(i);
            else if (patient.Layers[i]["kernel_regularizer"] is not null)
                bare = bare.WithLayer(i, layer => layer.Remove("kernel_regularizer"), redraw: false);
        }
        return bare;
    }

    private static double LossOfTheMean(Variant variant, Network network, int[] rows)
    {
        int width = network.OutputShape.Size;
        var targets = new Tensor(new float[rows.Length * width], 0, network.OutputShape, rows.Length);
        variant.Loss.Gather(variant.Data.Targets, rows, targets);
        var means = new Tensor(new float[rows.Length * width], 0, network.OutputShape, rows.Length);
        for (int column = 0; column < width; column++)
        {
            float mean = 0;
            for (int row = 0; row < rows.Length; row++) mean += targets.Row(row)[column] / rows.Length;
            for (int row = 0; row < rows.Length; row++) means.Row(row)[column] = mean;
        }
        return variant.Loss.Compute(means, targets, default);
    }
}
