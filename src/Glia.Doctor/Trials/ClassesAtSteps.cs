using Glia.Data;
using Glia.Kernels;

namespace Glia.Doctor.Trials;

/// <summary>Counts right answers where some rows have a class at each step of a sequence, one column a class.</summary>
internal sealed class ClassesAtSteps
{
    private readonly int[] _labels;

    private ClassesAtSteps(int classes, int[] labels)
    {
        (Classes, _labels) = (classes, labels);
        BaseRate = (double)labels.CountBy(label => label).Max(pair => pair.Value) / labels.Length;
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>How many answers are counted: rows times steps.</summary>
    public int Answers => _labels.Length;

    /// <summary>The share of the most frequent class.</summary>
    public double BaseRate { get; }

    /// <summary>The rows of targets; null where they are anything else than one 1 at each step, such as steps that are filled up.</summary>
    public static ClassesAtSteps? Of(Targets targets, int[] rows)
    {
        if (targets.Shape is not { Rank: > 1, Last: > 1 and var classes, Positions: > 1 and var steps } || rows.Length == 0) return null;
        var labels = new int[rows.Length * steps];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> step = targets[rows[i / steps]].Slice(i % steps * classes, classes);
            labels[i] = step.IndexOf(1);
            if (labels[i] < 0 || step.Count(0f) != classes - 1) return null;
        }
        return new ClassesAtSteps(classes, labels);
    }

    /// <summary>How well a network answers the same rows, in their order.</summary>
    public Score Judge(in Tensor outputs)
    {
        ReadOnlySpan<float> all = outputs.Values;
        var said = new int[Classes];
        int hits = 0;
        for (int i = 0; i < _labels.Length; i++)
        {
            ReadOnlySpan<float> step = all.Slice(i * Classes, Classes);
            int answer = Reduce.ArgMax(step);
            if (!float.IsFinite(step[answer])) return Score.NotFinite;
            said[answer]++;
            if (answer == _labels[i]) hits++;
        }
        double right = (double)hits / Answers, skill = BaseRate < 1 ? (right - BaseRate) / (1 - BaseRate) : 0;
        int top = Array.IndexOf(said, said.Max());
        return new Score(skill, right, top, (double)said[top] / Answers) { Evenly = skill };
    }
}
