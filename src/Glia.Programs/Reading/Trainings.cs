using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// The trainings of a program that trains several networks one after the other, such as one for each class, each fold or each rate that it
/// tries: the weights are made anew between them, at the same line.
/// </summary>
internal sealed class Trainings
{
    // Weights that are made at a line where other arrays are made as well, step by step, tell nothing. Convention.
    private const int FewestSteps = 2;

    // By so much a training must be longer than the one before for that to be a trial. Convention.
    private const int Longer = 2;

    private readonly int[] _begins;
    private readonly long _all;

    private Trainings(int[] begins, long all) => (_begins, _all) = (begins, all);

    /// <summary>Whether there is more than one.</summary>
    public bool AreSeveral => _begins.Length > 0;

    /// <summary>How far the program counted when the first ended.</summary>
    public long EndOfFirst => AreSeveral ? _begins[0] : _all;

    /// <summary>
    /// Whether the first was a trial: a later one is much longer, or weights were made once more behind all that was counted, for a
    /// training that another line of the program asks for.
    /// </summary>
    public bool FirstIsTrial => AreSeveral && (Lengths().Last() == 0 || Lengths().Max() > Longer * EndOfFirst);

    /// <summary>The trainings that the births of weights tell of.</summary>
    /// <param name="tape">What was recorded.</param>
    /// <param name="born">The place at which the weights were made; -1 if unknown.</param>
    /// <param name="anchors">How often the program comes by the product at which it counts in a step.</param>
    public static Trainings Of(Tape tape, int born, int anchors)
    {
        if (born < 0 || tape.Places[born] is not [var made, ..]) return new([], tape.Anchors);
        // A function that makes weights may be called from several lines.
        int[] begins = [.. tape.Births
            .Where(birth => tape.Places[birth.Key] is [var at, ..] && at.File == made.File && at.Line == made.Line)
            .SelectMany(birth => birth.Value).Where(at => at > 0).Distinct().Order()];
        bool areSteps = begins.Prepend(0).Zip(begins).Any(pair => pair.Second - pair.First < (long)FewestSteps * anchors);
        return new(areSteps ? [] : begins, tape.Anchors);
    }

    /// <summary>Whether a moment belongs to the first training.</summary>
    /// <param name="anchors">How far the program had counted.</param>
    public bool IsInFirst(long anchors) => !AreSeveral || anchors < _begins[0];

    private IEnumerable<long> Lengths() =>
        _begins.Prepend(0).Zip(_begins.Select(begin => (long)begin).Append(_all), (from, to) => to - from);
}
