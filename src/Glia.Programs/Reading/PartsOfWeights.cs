using System.Globalization;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Takes apart arrays of which parts are multiplied and changed by themselves, as <c>x @ w[1:] + w[0]</c> and <c>w[1:] += …</c>: each
/// part becomes a value of its own, which another follows where that part is assigned.
/// </summary>
internal static class PartsOfWeights
{
    /// <summary>The operations with parts in the place of what they are parts of; the same where no such array is among them.</summary>
    /// <param name="operations">The operations of a window.</param>
    /// <param name="values">All values by number.</param>
    public static IReadOnlyList<Operation> Apart(IReadOnlyList<Operation> operations, IReadOnlyList<TapeValue> values)
    {
        HashSet<int> wholes = Wholes(operations);
        if (wholes.Count == 0) return operations;
        HashSet<int> made = [.. operations.Where(operation => operation.Name == "setitem").Select(operation => operation.Result)];
        List<Operation> apart = [];
        Dictionary<int, Dictionary<string, int>> partsOf = [];
        foreach (Operation operation in operations)
        {
            if (operation is { Name: "getitem", Result: >= 0 } && IsPart(operation) && wholes.Contains(operation.Operands[0].Value))
            {
                int whole = operation.Operands[0].Value;
                if (!partsOf.TryGetValue(whole, out var parts)) partsOf[whole] = parts = [];
                string key = KeyOf(operation, values);
                if (parts.TryGetValue(key, out int known))
                    apart.Add(operation with { Name = "reshape", Operands = [new Operand(known, double.NaN)], Subscript = [] });
                // Of the first version a part was there before anybody looked at it; of a later one it is what the whole was made of.
                else if (!made.Contains(whole)) parts[key] = operation.Result;
                else apart.Add(operation);
                continue;
            }
            if (operation is { Name: "setitem", Result: >= 0, Operands: [{ IsValue: true } before, ..] }
                && wholes.Contains(operation.Result))
                partsOf[operation.Result] = After(operation, partsOf.GetValueOrDefault(before.Value) ?? [], values);
            apart.Add(operation);
        }
        return apart;
    }

    // Arrays, in all their versions, of which a part is multiplied and to a part of which something is assigned.
    private static HashSet<int> Wholes(IReadOnlyList<Operation> operations)
    {
        Dictionary<int, int> root = [], partOf = [];
        HashSet<int> changed = [], multiplied = [];
        foreach (Operation operation in operations)
        {
            if (operation is { Name: "setitem", Result: >= 0, Operands: [{ IsValue: true } before, ..] })
            {
                root[operation.Result] = root.GetValueOrDefault(before.Value, before.Value);
                if (operation.Subscript is not ["parts"] && IsLiteral(operation)) changed.Add(root[operation.Result]);
            }
            else if (IsPart(operation) && operation.Result >= 0)
                partOf[operation.Result] = root.GetValueOrDefault(operation.Operands[0].Value, operation.Operands[0].Value);
            else if (Product.IsNamed(operation))
                foreach (int value in operation.Values)
                    if (partOf.TryGetValue(value, out int of)) multiplied.Add(of);
        }
        changed.IntersectWith(multiplied);
        return [.. changed, .. root.Where(pair => changed.Contains(pair.Value)).Select(pair => pair.Key)];
    }

    // What was assigned takes the place of the part that it is, or lies in; what it does not touch stays.
    private static Dictionary<string, int> After(Operation change, Dictionary<string, int> before, IReadOnlyList<TapeValue> values)
    {
        var after = new Dictionary<string, int>(before);
        int[] assigned = [.. change.Values.Skip(1)];
        bool isGathered = change.Subscript is ["parts"];
        string changed = KeyOf(change, values);
        foreach (var (key, part) in before)
        {
            if (!isGathered && key == changed)
            {
                if (assigned is [var one, ..] && values[one].Length == values[part].Length) after[key] = one;
                else after.Remove(key);
                continue;
            }
            foreach (int other in isGathered ? assigned : [])
                if (values[other].Length == values[part].Length && values[other].Pointer == values[part].Pointer) after[key] = other;
        }
        return after;
    }

    private static bool IsPart(Operation operation) =>
        operation is { Name: "getitem", Operands: [{ IsValue: true }, ..] } && operation.Values.Count() == 1 && IsLiteral(operation);

    private static bool IsLiteral(Operation operation) =>
        operation.Subscript is { Length: > 0 } subscript && !subscript.Contains("array") && !subscript.Contains("new");

    // The same part may be written in several ways: of three numbers w[1:], w[1:3] and w[-2:] are one.
    private static string KeyOf(Operation operation, IReadOnlyList<TapeValue> values)
    {
        int[] shape = values[operation.Operands[0].Value].Shape;
        return string.Join(',', operation.Subscript.Select((part, i) => i < shape.Length ? Plain(part, shape[i]) : part));
    }

    private static string Plain(string part, int size)
    {
        string[] edges = part.Split(':');
        if (edges.Length > 2 || edges.Any(edge => edge.Length > 0 && !int.TryParse(edge, CultureInfo.InvariantCulture, out _))) return part;
        if (edges is [var one]) return $"{At(one, 0, size)}";
        return $"{At(edges[0], 0, size)}:{At(edges[1], size, size)}";
    }

    private static int At(string edge, int open, int size)
    {
        if (edge.Length == 0) return open;
        int number = int.Parse(edge, CultureInfo.InvariantCulture);
        return Math.Clamp(number < 0 ? number + size : number, 0, size);
    }
}
