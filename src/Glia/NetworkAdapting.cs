using Glia.Data;
using Glia.Kernels;

namespace Glia;

public sealed partial class Network
{
    // Rows seen at a time: as many as an evaluation takes.
    private const int AdaptingRows = 500;

    /// <summary>
    /// Lets the layers that <see cref="Layer.Adapts"/> take their numbers from training rows, in order, each from what the layers before it
    /// make of them: Keras' <c>adapt()</c>. A trainer does so before its first step.
    /// </summary>
    /// <param name="data">The training rows, never those that judge.</param>
    /// <param name="again">Whether layers that have their numbers already take new ones.</param>
    /// <param name="workers">The threads to use; one if null.</param>
    /// <exception cref="GliaException">The data have another number of features than the network takes.</exception>
    public void Adapt(Dataset data, bool again = true, Workers? workers = null)
    {
        Workspace? workspace = null;
        for (int stage = 0; stage < Stages.Length; stage++)
        {
            Layer layer = Stages[stage].Step;
            if (!layer.Adapts || (!again && layer.IsAdapted(Weights))) continue;
            RequireSamples(data.Inputs.Shape, "but the data have");
            workspace ??= new Workspace(this, Math.Min(AdaptingRows, data.Rows), workers ?? Workers.Single);
            var rows = new int[workspace.Capacity];
            for (int start = 0; start < data.Rows; start += rows.Length)
            {
                int count = Math.Min(rows.Length, data.Rows - start);
                for (int i = 0; i < count; i++) rows[i] = start + i;
                data.Inputs.Gather(rows.AsSpan(0, count), workspace.Input.Take(count).Values, workspace.Workers);
                workspace.Adapt(stage, count);
            }
            workspace.Adapt(stage, 0);
        }
    }

    /// <summary>Makes sure that samples are as large as those it takes.</summary>
    /// <param name="shape">The size of one of them.</param>
    /// <param name="clause">What leads from the size it takes to theirs, as the middle of a sentence.</param>
    /// <param name="rest">The end of the sentence.</param>
    /// <exception cref="GliaException">They have another number of features.</exception>
    internal void RequireSamples(Shape shape, string clause, string rest = ".")
    {
        if (shape.Size != InputShape.Size)
            throw new GliaException($"The network takes {InputShape.Spoken} numbers a sample {clause} {shape.Spoken}{rest}");
    }
}
