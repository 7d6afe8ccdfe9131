namespace Glia.Programs.Tapes;

/// <summary>One operation of a program.</summary>
/// <param name="Index">Its place on the tape.</param>
/// <param name="Name">numpy's name: <c>matmul</c>, <c>subtract</c>, <c>getitem</c>.</param>
/// <param name="Operands">What it was given, in order.</param>
/// <param name="Results">The values that it made.</param>
/// <param name="Number">The number that it gave where it gave no array; else NaN.</param>
/// <param name="Place">The number of the chain of lines it happened at.</param>
/// <param name="InPlace">Whether it wrote its result where something else was.</param>
/// <param name="Subscript">The index as written, of <c>getitem</c> and <c>setitem</c>: a text a part.</param>
/// <param name="Axis">The axis it went along; null if all of them, or if it has none.</param>
internal sealed record Operation(int Index, string Name, Operand[] Operands, int[] Results, double Number, int Place, bool InPlace,
    string[] Subscript, int? Axis)
{
    /// <summary>The operands that are values.</summary>
    public IEnumerable<int> Values => Operands.Where(operand => operand.IsValue).Select(operand => operand.Value);

    /// <summary>The one value that it made, or -1.</summary>
    public int Result => Results is [var one] ? one : -1;
}
