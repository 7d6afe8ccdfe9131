using System.Globalization;

namespace Glia.Training;

/// <summary>How often a run writes down where it stands; by default as often as costs next to nothing.</summary>
/// <remarks>
/// By default every ten seconds, and less often where writing is so slow that this would take more than 1 % of the time.
/// </remarks>
public readonly record struct CheckpointInterval
{
    private enum Unit
    {
        Cheap,
        Seconds,
        Steps,
        Epochs,
        Never,
    }

    // Ten seconds lost are nobody's loss, and a disk is not worn by a file every ten seconds. Convention.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    // The share of a run's time that may go into checkpoints where nobody says how often. Convention: what nobody notices.
    private const double MostShare = 0.01;

    private readonly Unit _unit;
    private readonly double _number;

    private CheckpointInterval(Unit unit, double number) => (_unit, _number) = (unit, number);

    /// <summary>Every ten seconds, and less often where that would take more than 1 % of the time.</summary>
    public static CheckpointInterval Cheap => default;

    /// <summary>None at all.</summary>
    public static CheckpointInterval Never => new(Unit.Never, 0);

    /// <summary>Whether there are none at all.</summary>
    public bool IsNever => _unit == Unit.Never;

    /// <summary>After the step in progress when so much time has gone by; 0 for after every step.</summary>
    /// <param name="time">At least how much time lies between two; zero for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static CheckpointInterval Time(TimeSpan time) => time >= TimeSpan.Zero
        ? new(Unit.Seconds, time.TotalSeconds)
        : throw new ArgumentOutOfRangeException(nameof(time), time, "The time between two checkpoints is zero or more.");

    /// <summary>After every so many steps.</summary>
    /// <param name="steps">Every how many steps; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static CheckpointInterval Steps(long steps) => new(Unit.Steps, AtLeastOne(steps, nameof(steps)));

    /// <summary>After every so many epochs.</summary>
    /// <param name="epochs">Every how many epochs; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static CheckpointInterval Epochs(int epochs) => new(Unit.Epochs, AtLeastOne(epochs, nameof(epochs)));

    /// <summary>The interval that <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>500 steps</c>, <c>2 epochs</c> or <c>never</c> names.</summary>
    /// <param name="name">What errors call the text, such as the flag it stood behind.</param>
    /// <param name="text">The text; blanks do not matter.</param>
    /// <exception cref="GliaException">It names none.</exception>
    public static CheckpointInterval Parse(string name, string text)
    {
        string word = text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (word == "never") return Never;
        int digits = word.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        if (double.TryParse(word.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            bool whole = number >= 1 && number == Math.Floor(number) && number <= int.MaxValue;
            switch (word[digits..])
            {
                case "s" or "sec" or "second" or "seconds" when number <= int.MaxValue: return new(Unit.Seconds, number);
                case "m" or "min" or "minute" or "minutes" when number <= int.MaxValue: return new(Unit.Seconds, 60 * number);
                case "h" or "hour" or "hours" when number <= int.MaxValue: return new(Unit.Seconds, 3600 * number);
                case "step" or "steps" when whole: return new(Unit.Steps, number);
                case "epoch" or "epochs" when whole: return new(Unit.Epochs, number);
            }
        }
        throw new GliaException($"{name} is '{text}'; write a time, steps or epochs, for example {name} 30s, {name} 5m, {name} 500steps, " +
            $"{name} 1epoch, or {name} never.");
    }

    /// <summary>Whether it is time, after a step or an epoch.</summary>
    /// <param name="since">Time since the last checkpoint.</param>
    /// <param name="steps">Steps since then.</param>
    /// <param name="epochs">Epochs that were finished since then.</param>
    /// <param name="spent">The time that all checkpoints so far and the next one take.</param>
    /// <param name="elapsed">The time since the run began.</param>
    internal bool IsDue(TimeSpan since, long steps, int epochs, TimeSpan spent, TimeSpan elapsed) => _unit switch
    {
        Unit.Cheap => since >= Usual && spent <= MostShare * elapsed,
        Unit.Seconds => since.TotalSeconds >= _number,
        Unit.Steps => steps >= _number,
        Unit.Epochs => epochs >= _number,
        _ => false,
    };

    private static double AtLeastOne(long number, string name) =>
        number >= 1 ? number : throw new ArgumentOutOfRangeException(name, number, "There is at least 1 between two checkpoints.");
}
