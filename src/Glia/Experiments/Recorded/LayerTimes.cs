using System.Diagnostics;
using Glia.Kernels;
using Glia.Losses;

namespace Glia.Experiments.Recorded;

/// <summary>How long the layers take for one batch, measured when the run was over on the threads it had.</summary>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Layers">The layers in the network's order.</param>
public sealed record LayerTimes(int Rows, IReadOnlyList<LayerTime> Layers)
{
    // A median of a few passes; no more of them than a person would not wait for.
    private const int MostPasses = 9;
    private const double MostSeconds = 0.03;

    /// <summary>Times the layers of a run; its weights are the same bits afterwards.</summary>
    internal static LayerTimes Of(ExperimentRun run)
    {
        Network network = run.Network;
        // Some layers learn in the forward pass, such as the means of a batch normalisation.
        var weights = new ParameterBlock(network.Parameters);
        weights.CopyFrom(network.Weights);
        int rows = Math.Min(run.Experiment.Training.BatchSize, run.Data.Training.Rows);
        int[] batch = [.. Enumerable.Range(0, rows)];
        Workers workers = run.Trainer.Workers;
        var clock = new StageClock(network.Stages.Length);
        var workspace = new Workspace(
            network, rows, workers, training: true, lossTakesLogits: run.Trainer.TakesLogits, keepOutputs: false)
        {
            Clock = clock,
        };
        Loss loss = run.Trainer.Loss;
        Tensor targets = Tensor.Allocate(network.OutputShape, rows);
        run.Data.Training.Inputs.Gather(batch, workspace.Input.Take(rows).Values, workers);
        loss.Gather(run.Data.Training.Targets, batch, targets);
        var forward = new List<long[]>();
        var backward = new List<long[]>();
        long began = Stopwatch.GetTimestamp();
        // The first pass meets cold caches and counts only where it is the only one.
        for (int pass = 0; pass <= MostPasses && (pass < 2 || Stopwatch.GetElapsedTime(began).TotalSeconds < MostSeconds); pass++)
        {
            clock.Clear();
            Tensor outputs = workspace.ForwardTraining(rows, 1, (uint)pass);
            loss.Compute(outputs, targets, workspace.LossGradient(rows));
            workspace.Backward(rows, 1, (uint)pass);
            if (pass == 0) continue;
            forward.Add([.. clock.Forward]);
            backward.Add([.. clock.Backward]);
        }
        network.Weights.CopyFrom(weights);
        Layer[] owners = [.. network.Stages.Select(stage => stage.Owner).Distinct()];
        return new LayerTimes(rows, [.. owners.Select(owner => new LayerTime(owner.Name, owner.ClassName,
            Seconds(network, owner, forward), Seconds(network, owner, backward)))]);
    }

    private static double Seconds(Network network, Layer owner, List<long[]> passes)
    {
        int[] stages = [.. network.Stages.Index().Where(stage => stage.Item.Owner == owner).Select(stage => stage.Index)];
        long[] sums = [.. passes.Select(pass => stages.Sum(stage => pass[stage]))];
        Array.Sort(sums);
        return (double)sums[sums.Length / 2] / Stopwatch.Frequency;
    }
}

/// <summary>How long a layer takes for one batch, its activation included.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClassName">Its kind.</param>
/// <param name="Forward">Seconds of the forward pass.</param>
/// <param name="Backward">Seconds of the backward pass; 0 where nothing below it learns.</param>
public sealed record LayerTime(string Name, string ClassName, double Forward, double Backward);
