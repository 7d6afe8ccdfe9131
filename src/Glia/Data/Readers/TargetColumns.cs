using Glia.Files;

namespace Glia.Data.Readers;

/// <summary>Turns targets as a file has them into targets as a loss wants them.</summary>
internal static class TargetColumns
{
    /// <summary>How wide 0/1 rows for these targets are: the largest class + 1, or the width they already have.</summary>
    public static int WidthOf(NdArray targets, string name)
    {
        if (targets.Rank == 2 && targets.Shape[1] > 1) return targets.Shape[1];
        int[] classes = ClassesOf(targets, name);
        long width = classes.Length == 0 ? 1 : (long)classes.Max() + 1;
        Targets.RequireMemory(classes.Length, width, $" in {name}");
        return (int)width;
    }

    public static Targets Encoded(NdArray targets, TargetEncoding encoding, LabelEncoder? labels, int? width, string name)
    {
        if (labels != null)
        {
            if (targets.Rank == 2 && targets.Shape[1] > 1)
                throw new GliaException($"{name} has {targets.Shape[1]} columns of text as targets; give one column of classes.");
            int[] classes = labels.Encode(targets.ToStrings());
            return encoding switch
            {
                TargetEncoding.Index => new Targets([.. classes.Select(c => (float)c)]),
                TargetEncoding.OneHot => Targets.OneHot(classes, width),
                _ => throw new GliaException($"The targets of {name} are text, such as '{targets.GetString(0)}'; " +
                    "encode them as index or one-hot."),
            };
        }
        if (encoding == TargetEncoding.OneHot && (targets.Rank == 1 || targets.Shape[1] == 1))
            return Targets.OneHot(ClassesOf(targets, name), width);
        return targets.Rank == 1 ? new Targets(targets.ToSingles()) : new Targets(targets.ToSingles(), targets.Shape[1]);
    }

    private static int[] ClassesOf(NdArray targets, string name)
    {
        var classes = new int[targets.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            double value = targets.GetDouble(row);
            if (value < 0 || value > int.MaxValue || value != Math.Floor(value) || double.IsNaN(value))
                throw new GliaException($"Row {row} of {name} has the target {targets.GetString(row)}, which is no class; " +
                    "for 0/1 rows classes are whole numbers from 0 on.");
            classes[row] = (int)value;
        }
        return classes;
    }
}
