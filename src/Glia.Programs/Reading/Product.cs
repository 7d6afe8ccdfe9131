using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>A product of weights with something else.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Weights">The weights, as a value that is no view.</param>
/// <param name="Kernel">The operand that holds them, perhaps turned round.</param>
/// <param name="Data">The other operand.</param>
/// <param name="DataFirst">Whether the other operand stands first: samples are rows then, <c>x @ W</c>, else columns.</param>
internal sealed record Product(Operation Operation, int Weights, int Kernel, int Data, bool DataFirst)
{
    /// <summary>What came out.</summary>
    public int Result => Operation.Result;

    private static readonly HashSet<string> s_names = ["dot", "matmul", "inner", "einsum", "tensordot", "outer"];

    /// <summary>Whether an operation is a product of two arrays: matrices, a matrix and a vector, or two vectors.</summary>
    public static bool Is(Operation operation, Graph graph) =>
        s_names.Contains(operation.Name) && operation.Result >= 0 && operation.Operands is [{ IsValue: true } a, { IsValue: true } b]
        && graph[a.Value].Shape.Length is 1 or 2 && graph[b.Value].Shape.Length is 1 or 2
        && (HasMatrix(operation, graph) || (operation.Name != "outer" && graph[a.Value].Length == graph[b.Value].Length));

    /// <summary>Whether an operation is called as products are.</summary>
    public static bool IsNamed(Operation operation) => s_names.Contains(operation.Name);

    /// <summary>Whether one at least of the factors of a product has two axes.</summary>
    public static bool HasMatrix(Operation operation, Graph graph) =>
        graph[operation.Operands[0].Value].IsMatrix || graph[operation.Operands[1].Value].IsMatrix;
}
