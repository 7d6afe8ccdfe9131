using Glia.Doctor.Findings;

namespace Glia.Doctor.Exhibits;

/// <summary>What rules that compare rows with each other saw, ready to be drawn.</summary>
internal static class RowExhibits
{
    // So many points show a straight line; more classes are no list to look at. Convention.
    private const int MostPoints = 400, MostNamed = 40;

    /// <summary>What simple learners find in the inputs of unseen rows, beside guessing.</summary>
    public static Exhibit Found(Relation relation)
    {
        bool classes = !double.IsNaN(relation.MajorityAccuracy);
        (string Name, double Value)[] found = classes
            ?
            [
                ("guessing", relation.MajorityAccuracy), ("linear model", relation.Linear.Accuracy),
                ("relu features", relation.Nonlinear.Accuracy),
            ]
            : [("guessing", 0), ("linear model", relation.Linear.Skill), ("relu features", relation.Nonlinear.Skill)];
        return Named(ExhibitKind.Relation, classes ? "Right answers for unseen rows" : "Explained variance of unseen rows", "learner",
            [.. found.Select(one => (one.Name, Math.Clamp(one.Value, 0, 1)))]);
    }

    /// <summary>What a network learned of the rows it trained on, beside what holds for others.</summary>
    public static Exhibit ByHeart(double learned, double found) => Named(ExhibitKind.Relation, "Learned beyond guessing", "rows",
        ("trained on", Math.Clamp(learned, 0, 1)), ("held back", Math.Clamp(found, 0, 1)));

    /// <summary>How many labels contradict the rows around them, in training and in a held-back part.</summary>
    public static Exhibit Contradicted(HeldOutLabelNoise noise) => Named(ExhibitKind.ContradictedLabels,
        "Labels that contradict the rows around them", "part", ("training", noise.Training), (noise.Part, noise.Held));

    /// <summary>How many labels contradict a model, the surer it is.</summary>
    public static Exhibit Contradicted(SureRows sure) => new(ExhibitKind.ContradictedLabels,
        "Labels that contradict a simple model, the surest rows on the right", [new("", sure.BySureness)])
    {
        Of = "share of the rows that it is less sure of, %",
        Along = [.. Enumerable.Range(0, sure.BySureness.Count).Select(part => 100 * (part + 0.5) / sure.BySureness.Count)],
        AreShares = true,
    };

    /// <summary>How many rows of a held-back part are training rows too.</summary>
    public static Exhibit Shared(Part train, Part part, SharedRows rows) => Named(ExhibitKind.SharedRows,
        "Rows that occur in the training part (once more, of its own)", "part", (train.Name, train.Repeated), (part.Name, rows.Share));

    /// <summary>How many rows of each class have an equal row of another; null where classes are too many to look at.</summary>
    public static Exhibit? Conflicts(EqualRows rows, Part train, TargetView targets)
    {
        if (targets.Classes > MostNamed) return null;
        int[] counts = targets.Counts();
        return Named(ExhibitKind.EqualRows, "Rows that have an equal row of another class", "class",
            [.. counts.Select((count, label) =>
                (train.NameOfClass(targets.Values[label]), rows.ConflictsOf(label) / Math.Max(1.0, count)))]);
    }

    /// <summary>A column against the target.</summary>
    public static Exhibit Copy(int column, Part train, TargetView targets)
    {
        Sample sample = train.Sample;
        int count = Math.Min(MostPoints, sample.Count);
        (double Input, double Target)[] points =
        [
            .. Enumerable.Range(0, count).Select(i => (int)((long)i * sample.Count / count)).Select(i => ((double)sample[i][column],
                targets.HasClasses ? targets.Values[targets.Labels[sample.Rows[i]]] : (double)train.Data.Targets[sample.Rows[i]][0]))
                .OrderBy(point => point.Item1),
        ];
        return new Exhibit(ExhibitKind.TargetCopy, $"The target against {train.NameOf(column)}",
            [new("target", [.. points.Select(point => point.Target)])])
        {
            Of = train.NameOf(column),
            Along = [.. points.Select(point => point.Input)],
            ArePoints = true,
        };
    }

    private static Exhibit Named(ExhibitKind kind, string title, string of, params (string Name, double Value)[] shares) =>
        new(kind, title, [new("", [.. shares.Select(share => share.Value)])])
        {
            Of = of,
            Names = [.. shares.Select(share => share.Name)],
            AreShares = true,
        };
}
