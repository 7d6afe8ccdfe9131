using Glia.Data;
using Glia.Kernels;

namespace Glia.Training;

/// <summary>What a network answers to several views of the same rows: the mean of its answers.</summary>
internal static class ViewsForward
{
    /// <summary>Asks about some rows. The answers stay where the workspace has its output until it is used again.</summary>
    /// <param name="workspace">The memory, with room for the rows.</param>
    /// <param name="views">The rows as they are shown; of one the answers are those of <see cref="Workspace.Forward(int)"/>.</param>
    /// <param name="rows">Which rows.</param>
    public static Tensor Run(Workspace workspace, IReadOnlyList<Features> views, ReadOnlySpan<int> rows)
    {
        float[]? mean = null;
        Tensor answers = default;
        foreach (Features view in views)
        {
            view.Gather(rows, workspace.Input.Take(rows.Length).Values, workspace.Workers);
            answers = workspace.Forward(rows.Length);
            if (views.Count == 1) return answers;
            mean ??= new float[answers.Values.Length];
            Elementwise.Axpy(1f / views.Count, answers.Values, mean);
        }
        mean.CopyTo(answers.Values);
        return answers;
    }
}
