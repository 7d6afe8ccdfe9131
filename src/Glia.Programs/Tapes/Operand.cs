namespace Glia.Programs.Tapes;

/// <summary>What an operation was given: a value of the tape, or a number that is no array.</summary>
/// <param name="Value">The number of the value; -1 if it is none.</param>
/// <param name="Number">The number itself where it is one; NaN where it is neither.</param>
internal readonly record struct Operand(int Value, double Number)
{
    /// <summary>Whether it is a value of the tape.</summary>
    public bool IsValue => Value >= 0;
}
