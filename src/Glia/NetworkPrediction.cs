using Glia.Data;
using Glia.Kernels;

namespace Glia;

public sealed partial class Network
{
    // Of the widest step 16 MB of float32: enough rows that threads have work, and little memory whatever the width.
    private const int MostNumbersAtOnce = 4 << 20;
    private const int MostRowsAtOnce = 512;

    /// <summary>
    /// What the network answers to many samples, on all threads. The bits are those of asking one by one. Two-dimensional and jagged arrays
    /// become features by themselves: <c>network.Predict(rows)</c> with a <c>float[,]</c>.
    /// </summary>
    /// <param name="inputs">Samples of <c>InputShape.Size</c> numbers, as the network takes them: scaled as its training data were.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <param name="progress">Told how many samples are done, after every few hundred; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>One row of <c>OutputShape.Size</c> numbers a sample.</returns>
    /// <exception cref="GliaException">A sample has another size.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public float[,] Predict(
        Features inputs, Workers? workers = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        return Predict([inputs], workers, progress, cancellationToken);
    }

    /// <summary>The mean of what it answers to several views of the same samples.</summary>
    internal float[,] Predict(
        IReadOnlyList<Features> views, Workers? workers = null, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Features inputs = views[0];
        Check(inputs);
        if (inputs.Rows == 0) return new float[0, OutputShape.Size];
        int widest = Stages.Max(stage => Math.Max(stage.Step.InputShape.Size, stage.Step.OutputShape.Size));
        int capacity = Math.Min(inputs.Rows, Math.Clamp(MostNumbersAtOnce / widest, 1, MostRowsAtOnce));
        var workspace = new Workspace(this, capacity, workers ?? new Workers(Environment.ProcessorCount), keepOutputs: false);
        return Predict(views, workspace, progress, cancellationToken);
    }

    /// <summary>The same in memory that is there already: for whoever asks often, and little at a time.</summary>
    internal float[,] Predict(
        IReadOnlyList<Features> views, Workspace workspace, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        Features inputs = views[0];
        Check(inputs);
        var outputs = new float[inputs.Rows, OutputShape.Size];
        if (inputs.Rows == 0) return outputs;
        Span<float> all = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref outputs[0, 0], outputs.Length);
        int capacity = workspace.Capacity;
        var rows = new int[Math.Min(capacity, inputs.Rows)];
        for (int start = 0; start < inputs.Rows; start += capacity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(capacity, inputs.Rows - start);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            Training.ViewsForward.Run(workspace, views, rows.AsSpan(0, count)).Values.CopyTo(all[(start * OutputShape.Size)..]);
            progress?.Report(start + count);
        }
        return outputs;
    }

    private void Check(Features inputs)
    {
        RequireSamples(inputs.Shape, "but the samples have");
    }
}
