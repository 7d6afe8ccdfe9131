using Glia.Data;
using Glia.Kernels;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// Takes a step of an experiment with classes on made-up rows while its data are read: what a step runs is compiled by then.
/// </summary>
/// <remarks>
/// It has a network and a trainer of its own, so that the run has the same bits with it and without. The first step of
/// <c>glia train mnist-fast</c> took 0.13 s where later ones take 4 ms, and one of two processors had been idle for the 0.3 s before.
/// </remarks>
public static class WarmStep
{
    // Larger networks take seconds a step, and nobody feels a tenth more; their weights would be in memory twice.
    private const int MostParameters = 1 << 20, MostNumbersOfLayer = 1 << 20;

    // Two in three pixels of a digit are dark, and products that leave zeros out have loops of their own.
    private const int DarkOfThree = 2;

    /// <summary>
    /// Begins it beside the caller, where there is a processor for it. Nobody need wait for its end, and no error comes of it.
    /// </summary>
    /// <param name="experiment">What will be run.</param>
    /// <param name="input">The shape of a row, if the experiment does not say it; null where nobody knows it yet.</param>
    /// <param name="threads">How many threads the run will have; all processors if null.</param>
    public static void Begin(Experiment experiment, Shape? input = null, int? threads = null)
    {
        if (Environment.ProcessorCount > 1) Task.Run(() => Take(experiment, input, threads));
    }

    /// <summary>Takes the step; whether it could be done.</summary>
    internal static bool Take(Experiment experiment, Shape? input, int? threads)
    {
        try
        {
            if ((experiment.InputShape ?? input) is not { } shape) return false;
            Network network = experiment.BuildNetwork(shape);
            int classes = network.OutputShape.Size;
            if (network.ParameterCount > MostParameters || network.OutputShape.Positions > 1 || classes < 2) return false;
            int widest = network.Layers.Max(layer => Math.Max(layer.InputShape.Size, layer.OutputShape.Size));
            int rows = Math.Min(experiment.Training.BatchSize, MostNumbersOfLayer / widest);
            if (rows == 0) return false;
            Trainer trainer = experiment.BuildTrainer(network, threads is { } count ? new Workers(count) : null);
            Dataset made = Made(rows, shape, classes);
            trainer.Step(made, [.. Enumerable.Range(0, rows)]);
            trainer.Evaluate(made);
            return true;
        }
        catch (GliaException)
        {
            // The experiment will be refused in its own words, or it wants other targets than these.
            return false;
        }
    }

    private static Dataset Made(int rows, Shape shape, int classes)
    {
        var pixels = new byte[rows * shape.Size];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i % (DarkOfThree + 1) < DarkOfThree ? 0 : i);
        Targets targets = Targets.OneHot([.. Enumerable.Range(0, rows).Select(row => row % classes)], classes);
        return new Dataset(new ByteFeatures(pixels, shape, 1f / byte.MaxValue), targets);
    }
}
