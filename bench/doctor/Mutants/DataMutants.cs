using Glia.DoctorBench.Bases;
using Glia.DoctorBench.Cases;

namespace Glia.DoctorBench.Mutants;

/// <summary>Faults in what is fed in: F01 to F19.</summary>
internal static class DataMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("F01", "inputs as measured", plan =>
            plan.Map(part => part.Unscaled())) { On = ["M1", "M2", "M3", "M5", "M7", "M8", "M9", "M10", "M15"] },
        new("F01", "inputs times 100", plan => plan.ScaleX(100)) { On = ["M3", "M4", "M5", "M6", "M11", "M17", "M18", "M19"] },
        new("F01", "one column times 1000", plan =>
            plan.Map(part => part with { X = [.. part.X.Select((value, i) => i % part.Width == 1 ? value * 1000 : value)] }))
            { On = ["M3", "M4", "M7", "M9", "M10", "M11"] },
        new("F02", "scaled twice", plan => plan.ScaleX(1f / 255)) { On = ["M1", "M4", "M7", "M8", "M9", "M19"] },
        new("F02", "scaled by 16 and then by 255", plan => plan.ScaleX(1f / 255)) { On = ["M2", "M15"] },
        new("F04", "one NaN", plan =>
            plan.MapTrain(part => part with { X = [.. part.X.Select((value, i) => i == part.Width * 5 + 1 ? float.NaN : value)] })),
        new("F04", "one infinity", plan =>
            plan.MapTrain(part => part with { X = [.. part.X.Select((value, i) => i == part.Width * 7 ? float.PositiveInfinity : value)] }))
            { On = ["M1", "M4", "M7"] },
        new("F04", "a NaN target", plan =>
            plan.MapTrain(part => part with { Y = [.. part.Y.Select((value, i) => i == 11 ? float.NaN : value)] })) { On = ["M7", "M11"] },
        new("F05", "test not scaled", plan => plan with { Test = plan.Test!.Unscaled(), Honest = plan.Honest.Unscaled() })
            { On = ["M1", "M2", "M3", "M5", "M7", "M8", "M9", "M10", "M15"], Harm = Harm.FalseLoss, Alike = plan => plan.Honest },
        new("F05", "only test scaled", plan => plan.MapTrain(part => part.Unscaled()))
            { On = ["M1", "M2", "M3", "M5", "M7", "M8", "M9", "M10", "M15"], Also = ["F01"], Harm = Harm.FalseLoss, Alike = plan =>
                plan.Honest.Unscaled() },
        new("F06", "targets times 1000", plan => plan.Classes > 0 ? null : plan.Map(part => part.MapY(y => y * 1000))),
        new("F06", "targets with a mean of 500", plan => plan.Classes > 0 ? null : plan.Map(part => part.MapY(y => 500 + 10 * y))),
        new("F08", "labels divided by 255", plan => plan.Classes < 3 ? null
            : plan.MapSeen(part => part.Numbers().MapY(y => y / 255)).Loss("sparse_categorical_crossentropy")) { Also = ["F14"] },
        new("F08", "every label 0", plan => plan.Classes == 0 ? null : plan.MapSeen(part => part.Relabel(_ => 0, plan.Classes))),
        new("F08", "labels cut down to two", plan =>
            plan.Classes < 3 ? null : plan.MapSeen(part => part.Relabel(row => Math.Min(1, part.Labels[row]), plan.Classes))),
        new("F09", "labels permuted", plan => plan.MapSeen(part => Permuted(plan, part))),
        new("F09", "training labels permuted", plan => plan.MapTrain(part => Permuted(plan, part))) { On = ["M1", "M4", "M7", "M9"] },
        new("F10", "40 % of the labels by chance", plan => plan.Classes == 0 ? null : plan.MapTrain(part => Noisy(plan, part, 0.4))),
        new("F11", "one class 97 %", plan => plan.Classes == 0 ? null : plan.MapSeen(part => part.Select(Imbalanced(plan, part, 0.97)))),
        new("F12", "sorted, no shuffle", plan => plan.Classes == 0 ? null : Sorted(plan)
            .Set(training => training with { Shuffle = false })),
        new("F12", "sorted, validation is the tail", plan => plan.Classes == 0 ? null
            : Sorted(plan).Set(training => training with { Shuffle = false, ValidationSplit = 0.2 })),
        new("F13", "test rows trained on", plan => Leaky(plan)) { Harm = Harm.FlatteringReport },
        new("F14", "class numbers for categorical", plan =>
            plan.Classes < 3 ? null : plan.MapSeen(part => part.Numbers())) { Also = ["F51"] },
        new("F14", "one-hot for sparse", plan => plan.Classes < 3 ? null : plan.Loss("sparse_categorical_crossentropy")),
        new("F14", "labels from 1 to K, sparse", plan => plan.Classes < 3 ? null
            : plan.MapSeen(part => part.Numbers().MapY(y => y + 1)).Loss("sparse_categorical_crossentropy")) { Also = ["F28"] },
        new("F14", "class number as the target of every output", plan =>
            plan.Classes < 3 ? null : plan.MapSeen(part => part.Numbers(column: true)).Loss("mse"))
            { Also = ["F51", "F45", "F07"] },
        new("F15", "half of the rows twice, with another label", plan =>
            plan.Classes == 0 ? null : plan.MapTrain(part => Contradictory(plan, part))) { Also = ["F10"] },
        new("F16", "the first five rows", plan => plan.MapTrain(part => part.Take(5))),
        new("F17", "label among the inputs", plan => plan.Classes == 0 || plan.Body > 0 ? null : Revealed(plan)) { Harm =
            Harm.FlatteringReport },
        new("F19", "channels first, read as last", plan => plan.Map(ChannelsFirst)) { On = ["M22"] },
        new("F19", "features first, then reshaped", plan => plan.Map(Scrambled)) { On = ["M1", "M2", "M3", "M7", "M8", "M9", "M10", "M15"],
            Also = ["F09"] },
    ];

    // The numbers of each image channel by channel, in rows that are read as before.
    private static Part ChannelsFirst(Part part)
    {
        const int channels = 3;
        int pixels = part.Width / channels;
        var x = new float[part.X.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int row = i / part.Width, place = i % part.Width;
            x[row * part.Width + place % channels * pixels + place / channels] = part.X[i];
        }
        return part with { X = x, Raw = x };
    }

    private static Part Permuted(Plan plan, Part part)
    {
        int[] order = new Draw(plan.Seed + 77).Permutation(part.Rows);
        if (plan.Classes > 0) return part.Relabel(row => part.Labels[order[row]], plan.Classes);
        return part with { Y = [.. order.Select(row => part.Y[row])] };
    }

    private static Part Noisy(Plan plan, Part part, double share)
    {
        var draw = new Draw(plan.Seed + 78);
        return part.Relabel(row => draw.Uniform(0, 1) < share ? draw.Below(plan.Classes) : part.Labels[row], plan.Classes);
    }

    /// <summary>All rows of class 0 and as few of the others as make it the given share.</summary>
    public static int[] Imbalanced(Plan plan, Part part, double share)
    {
        int first = part.Labels.Count(label => label == 0);
        int each = Math.Max(1, (int)(first * (1 - share) / share / (plan.Classes - 1)));
        var taken = new int[plan.Classes];
        return [.. Enumerable.Range(0, part.Rows).Where(row => part.Labels[row] == 0 || taken[part.Labels[row]]++ < each)];
    }

    private static Plan Sorted(Plan plan) =>
        plan.MapTrain(part => part.Select([.. Enumerable.Range(0, part.Rows).OrderBy(row => part.Labels[row])]));

    // Half of the held-back rows are trained on and tested on; the other half stays honest.
    private static Plan Leaky(Plan plan)
    {
        int half = plan.Test!.Rows / 2;
        Part seen = plan.Test.Take(half), honest = plan.Test.Select([.. Enumerable.Range(half, plan.Test.Rows - half)]);
        return plan with { Train = plan.Train.Append(seen), Test = seen, Honest = honest };
    }

    private static Part Contradictory(Plan plan, Part part)
    {
        int[] half = [.. Enumerable.Range(0, part.Rows / 2)];
        Part again = part.Select(half);
        return part.Append(again.Relabel(row => (again.Labels[row] + 1) % plan.Classes, plan.Classes));
    }

    // New rows come without their label: the column then holds what is usual.
    private static Plan Revealed(Plan plan)
    {
        float usual = (float)plan.Train.Labels.Average();
        return plan.MapSeen(part => part.AddColumns(1, (row, _) => part.Labels[row]))
            with
        { Honest = plan.Honest.AddColumns(1, (_, _) => usual) };
    }

    private static Part Scrambled(Part part)
    {
        var x = new float[part.X.Length];
        for (int row = 0; row < part.Rows; row++)
            for (int column = 0; column < part.Width; column++) x[column * part.Rows + row] = part.X[row * part.Width + column];
        return part with { X = x };
    }
}
