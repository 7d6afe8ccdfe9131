using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Numerics;

namespace Glia.Cli.Commands;

/// <summary>Checks that give an option's wrong value its sentence while the words are parsed.</summary>
internal static class OptionChecks
{
    /// <summary>Refuses numbers that are too small, and what is no number.</summary>
    public static Option<T?> AtLeast<T>(this Option<T?> option, T least) where T : struct, INumber<T> =>
        option.Checked(value => value >= least, Bounds.Whole(least));

    /// <summary>Refuses whole numbers outside a range, and what is no whole number, in the words of an experiment file.</summary>
    public static Option<T?> Within<T>(this Option<T?> option, T least, T most) where T : struct, INumber<T> =>
        option.Checked(value => value >= least && value <= most, Bounds.Within(least, most));

    /// <summary>Refuses what is no power of two, and those above a limit.</summary>
    public static Option<int?> PowerOfTwo(this Option<int?> option, int most) =>
        option.Checked(value => value >= 1 && value <= most && int.IsPow2(value), $"a power of two from 1 to {most}");

    /// <summary>Refuses negative numbers, what is no number, and what float32, in which all is computed, cannot hold.</summary>
    public static Option<double?> NotNegative(this Option<double?> option) =>
        option.Checked(value => value >= 0 && float.IsFinite((float)value), "a number from 0 to 3.4e38");

    /// <summary>Refuses what is no part of a whole; none and all of it are.</summary>
    public static Option<double?> Part(this Option<double?> option) =>
        option.Checked(value => value is >= 0 and <= 1, "a number from 0 to 1");

    /// <summary>Refuses what is no share of a whole; all of it is none.</summary>
    public static Option<double?> Share(this Option<double?> option) =>
        option.Checked(value => value is >= 0 and < 1, Bounds.Share);

    /// <summary>Refuses what is neither a share of the rows nor a number of rows; 1.5 would be taken for one row.</summary>
    public static Option<double?> ShareOrRows(this Option<double?> option) =>
        option.Checked(value => value is > 0 and < int.MaxValue && (value < 1 || value == Math.Floor(value)),
            "a share between 0 and 1 or a whole number of rows");

    /// <summary>Refuses all words but some.</summary>
    public static Option<string?> OneOf(this Option<string?> option, params string[] words)
    {
        option.Validators.Add(result =>
        {
            string word = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (!words.Contains(word)) result.AddError($"{option.Name} is '{word}'{Settings.Spelling.Suggest(word, words)}");
        });
        return option.Offers(words);
    }

    /// <summary>Names what a shell offers for the value; other words are taken as well.</summary>
    public static Option<string?> Offers(this Option<string?> option, IReadOnlyList<string> words)
    {
        option.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
        return option;
    }

    /// <summary>Names what a shell offers besides files.</summary>
    public static Argument<T> Offers<T>(this Argument<T> argument, IReadOnlyList<string> words)
    {
        // Without a name for it the help would call the argument by all that is offered.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
        return argument;
    }

    private static Option<T?> Checked<T>(this Option<T?> option, Func<T, bool> fits, string expected) where T : struct, INumber<T>
    {
        // A parser of its own, because System.CommandLine's sentence for what is no number names .NET types and the computer's language.
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && fits(value)) return value;
            result.AddError($"{option.Name} is '{text}'; it must be {expected}");
            return null;
        };
        return option;
    }
}
