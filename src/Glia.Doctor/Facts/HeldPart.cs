namespace Glia.Doctor.Facts;

/// <summary>A held-back part beside the training part: which rows they share, whether they have one scale and the same classes.</summary>
internal sealed class HeldPart
{
    private readonly Lazy<SharedRows> _shared;
    private readonly Lazy<PartScale?> _scale;
    private readonly Lazy<ClassShift?> _classes;
    private readonly Lazy<HeldOutLabelNoise?> _cleaner;

    /// <summary>Nothing is measured yet. Both parts are finite where anything but <see cref="Shared"/> is asked.</summary>
    public HeldPart(Part train, Part part, TargetView targets)
    {
        Part = part;
        _shared = new(() => SharedRows.Between(train, part));
        _scale = new(() => PartScale.Between(train, part));
        _classes = new(() => ClassShift.Between(part, targets));
        // Rows that are in both parts agree with themselves, and parts on two scales have no common neighbours.
        _cleaner = new(() => Shared.BeyondChance || Scale is { Apart: true } ? null : HeldOutLabelNoise.Between(train, part, targets));
    }

    /// <summary>The held-back part.</summary>
    public Part Part { get; }

    /// <summary>Rows that are in both.</summary>
    public SharedRows Shared => _shared.Value;

    /// <summary>How its inputs are scaled beside those of training; null where that cannot be compared.</summary>
    public PartScale? Scale => _scale.Value;

    /// <summary>How often its classes occur in training; null where its rows have no classes.</summary>
    public ClassShift? Classes => _classes.Value;

    /// <summary>How its labels agree with the rows around them beside those of training; null where that cannot be compared.</summary>
    public HeldOutLabelNoise? Cleaner => _cleaner.Value;
}
