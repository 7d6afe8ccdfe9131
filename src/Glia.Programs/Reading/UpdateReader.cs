using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Peels the gradient out of a change of a parameter: factors, signs, and what was carried over from earlier steps. It ends where the
/// statement of the update does: what stands on lines before is what its owner calls the gradient.
/// </summary>
/// <param name="graph">The window.</param>
/// <param name="fromThisStep">Whether a value was computed from this step's forward pass.</param>
/// <param name="rows">The rows of the step: what is divided by them on its way is a mean, wherever that stands.</param>
internal sealed class UpdateReader(Graph graph, Func<int, bool> fromThisStep, int rows)
{
    // The length of all gradients of a deep network is a sum of a few operations for each. Convention.
    private const int MostOfANumber = 500;

    // One over a number, times that number, rounded. Derived.
    private const double Rounding = 1e-15;

    /// <summary>Reads how a parameter became another.</summary>
    /// <param name="before">Its value before.</param>
    /// <param name="after">Its value after.</param>
    public Update? Read(int before, int after)
    {
        if (graph.MakerOf(after) is not { } last) return null;
        double sign = 1;
        int change = -1;
        Operation update = last;
        // Assignment, of the whole or of part after part: what is assigned was added or subtracted before.
        while (update.Name == "setitem" && update.Operands is [_, { IsValue: true } assigned, ..]
            && graph.MakerOf(graph.Source(assigned.Value)) is { } made)
            update = made;
        if (update.Name is not ("add" or "subtract") || update.Operands.Length < 2) return null;
        foreach (var (operand, index) in update.Operands.Take(2).Select((operand, index) => (operand, index)))
        {
            if (!operand.IsValue || !fromThisStep(operand.Value)) continue;
            if (change >= 0) return null;
            change = operand.Value;
            sign = update.Name == "subtract" && index == 1 ? 1 : -1;
        }
        if (change < 0) return null;
        return Peel(before, change, sign, last, update) with
        {
            IsOfPart = graph[update.Result].Length != graph[after].Length,
            Change = change,
            IsAdded = sign < 0,
        };
    }

    private Update Peel(int before, int value, double factor, Operation last, Operation update)
    {
        bool stateful = false, adaptive = false, turned = false, gradientTurned = false;
        Statement? statement = graph.Tape.StatementOf(update);
        // Beyond the last sum with something carried over the statement of that sum is the one that counts.
        var (gradient, rate, at) = (value, factor, value);
        // What the gradient was divided by together with its decay: a part of it, and not of the rate.
        double own = 1;
        // By how much the rate seems smaller than it is because the sum over the rows was made a mean in its line.
        double mean = 1, seen = 1;
        while (graph.MakerOf(at) is { } maker && Step(maker) is { } step)
        {
            bool isDecay = step.Carries && IsOfWeights(maker, step.Next, before);
            (at, factor) = (step.Next, factor * step.Factor);
            // A rate may be one over the number of rows by chance; nobody divides by it.
            if (maker.Name == "divide" && rows > 1 && Math.Abs((step.Factor * rows) - 1) <= Rounding) seen *= rows;
            stateful |= step.Carries;
            adaptive |= step.Divides;
            turned ^= maker.Name is "transpose" or "swapaxes";
            // What a decay was divided by as well is counted there.
            if (isDecay) (own, seen) = (own * rate * own / factor, mean);
            else if (step.Carries || step.Divides) statement = graph.Tape.StatementOf(maker);
            if (IsOf(maker, statement) || step.IsView || step.Carries || step.Divides)
                (gradient, rate, gradientTurned, mean) = (at, factor, turned, seen);
            else if (!HasMore(at)) break;
        }
        double within = FactorWithin(gradient, statement, Math.Abs(rate) == 1) * Math.Abs(own);
        return new Update(gradient, stateful || adaptive ? null : rate * within * mean, stateful, adaptive, last)
        {
            Factor = within * mean,
            Turned = gradientTurned,
            Sign = rate * within < 0 ? -1 : 1,
        };
    }

    // A multiple of the weights that is added to their gradient.
    private bool IsOfWeights(Operation sum, int gradient, int before)
    {
        foreach (int value in sum.Values.Where(value => value != gradient))
            if (graph.MakerOf(graph.Source(value)) is { Name: "multiply" } scaled && scaled.Values.Any(IsOfBefore)) return true;
        // What is assigned to a part of the gradient was found to be a decay already.
        return sum.Name == "setitem";

        bool IsOfBefore(int value) => graph.Source(value) is var source
            && (source == before || (graph.MakerOf(source) is { Name: "getitem" } part && graph.Source(part.Operands[0].Value) == before));
    }

    // rate * a.T @ d is (rate * a.T) @ d to Python: the rate is then within the product. So is that of rate * e * h, where e is one number
    // and h a vector, if there is none outside.
    private double FactorWithin(int value, Statement? statement, bool isRateWanted)
    {
        if (graph.MakerOf(value) is not { } product || !IsOf(product, statement)) return 1;
        if (!Product.Is(product, graph) && !(isRateWanted && product.Name == "multiply")) return 1;
        foreach (int operand in product.Values)
        {
            if (graph.MakerOf(graph.Source(operand)) is not { Name: "multiply" } scaled || !IsOf(scaled, statement)) continue;
            foreach (Operand number in scaled.Operands.Where(number => !IsFromThisStep(number)))
                if (graph.NumberOf(number) is { } factor && factor != 0) return factor;
            if (FactorWithin(graph.Source(operand), statement, isRateWanted) is not 1 and var further) return further;
        }
        return 1;
    }

    private bool IsOf(Operation operation, Statement? statement) =>
        statement is not null && graph.Tape.StatementOf(operation) is { } here && here.IsSame(statement);

    // Whether further down something is carried over from earlier steps or divided by a root.
    private bool HasMore(int value)
    {
        while (graph.MakerOf(value) is { } maker && Step(maker) is { } step)
        {
            if (step.Carries || step.Divides) return true;
            value = step.Next;
        }
        return false;
    }

    private (int Next, double Factor, bool IsView, bool Carries, bool Divides)? Step(Operation maker)
    {
        if (graph.IsView(maker)) return (maker.Operands[0].Value, 1, true, false, false);
        if (maker.Name == "negative") return (maker.Operands[0].Value, -1, false, false, false);
        // A gradient whose numbers are held within limits is the gradient all the same, and moves the weights by other amounts.
        if (maker is { Name: "clip", Operands: [{ IsValue: true } held, ..], Result: >= 0 } && fromThisStep(held.Value))
            return (held.Value, 1, IsUnchanged(held.Value, maker.Result), false, !IsUnchanged(held.Value, maker.Result));
        // A decay of some of the weights only: g[1:] += decay * w[1:].
        if (maker is { Name: "setitem", Operands: [{ IsValue: true } whole, { IsValue: true } part, ..] } && fromThisStep(whole.Value)
            && graph.MakerOf(graph.Source(part.Value)) is { Name: "add", Operands: [var one, var two, ..] })
        {
            if (IsPartOf(one, whole.Value) && IsDecayed(two) && !IsFromThisStep(two)) return (whole.Value, 1, false, true, false);
            if (IsPartOf(two, whole.Value) && IsDecayed(one) && !IsFromThisStep(one)) return (whole.Value, 1, false, true, false);
        }
        // Its signs alone, however long the step is made.
        if (maker is { Name: "sign", Operands: [{ IsValue: true } signed, ..] } && fromThisStep(signed.Value))
            return (signed.Value, 1, false, false, true);
        if (maker.Operands is not [var left, var right, ..]) return null;
        // A step of Newton's kind: the gradient by the inverse of a matrix.
        if (IsFromThisStep(right)
            && (maker.Name is "solve" or "lstsq" || (Product.Is(maker, graph) && left.IsValue && IsInverse(left.Value))))
            return (right.Value, 1, false, false, true);
        bool first = left.IsValue && fromThisStep(left.Value), second = right.IsValue && fromThisStep(right.Value);
        switch (maker.Name)
        {
            case "multiply" when first != second && graph.NumberOf(first ? right : left) is { } number:
                return ((first ? left : right).Value, number, false, false, false);
            case "divide" when first && !second && graph.NumberOf(right) is { } divisor:
                return (left.Value, 1 / divisor, false, false, false);
            // The root of what was gathered of the gradients' squares, or what is divided by it.
            case "multiply" when left.IsValue && right.IsValue && IsOverRoot(left.Value) != IsOverRoot(right.Value):
                return ((IsOverRoot(left.Value) ? right : left).Value, 1, false, false, true);
            case "divide" when left.IsValue && right.IsValue && (HasRoot(right.Value) || IsMadeOf(right.Value, left.Value)):
                return (left.Value, 1, false, false, true);
            case "multiply" when first && second && (IsSign(left.Value) != IsSign(right.Value)):
                return ((IsSign(left.Value) ? left : right).Value, 1, false, false, true);
            case "multiply" when first && second && IsMadeOf(right.Value, left.Value):
                return (left.Value, 1, false, false, true);
            case "multiply" when first && second && IsMadeOf(left.Value, right.Value):
                return (right.Value, 1, false, false, true);
            case "add" or "subtract" when first != second
                && (IsDecayed(first ? right : left) || IsMemory(first ? right : left, first ? left : right)):
                bool negative = maker.Name == "subtract" && second;
                return ((first ? left : right).Value, negative ? -1 : 1, false, true, false);
            default:
                return null;
        }
    }

    // The inverse of a matrix, or a multiple of it.
    private bool IsInverse(int value)
    {
        Operation? maker = graph.MakerOf(graph.Source(value));
        while (maker is { Name: "multiply" or "divide" or "negative" })
            maker = maker.Values.Select(part => graph.MakerOf(graph.Source(part))).FirstOrDefault(made => made is not null);
        return maker?.Name is "inv" or "pinv";
    }

    private bool IsFromThisStep(Operand operand) => operand.IsValue && fromThisStep(operand.Value);

    // A part of an array, or of what that was before something was assigned to a part of it.
    private bool IsPartOf(Operand operand, int whole)
    {
        if (!operand.IsValue || graph.MakerOf(graph.Source(operand.Value)) is not { Name: "getitem" } taken) return false;
        for (int of = graph.Source(taken.Operands[0].Value); ; whole = graph.MakerOf(whole)!.Operands[0].Value)
        {
            if (graph.Source(whole) == of) return true;
            if (graph.MakerOf(whole) is not { Name: "setitem", Operands: [{ IsValue: true }, ..] }) return false;
        }
    }

    private bool IsSign(int value) => graph.MakerOf(graph.Source(value)) is { Name: "sign" };

    // One number that was computed of an array, such as its length, or of what the array is a multiple of.
    private bool IsMadeOf(int number, int array)
    {
        if (graph[number].Length != 1 || graph[array].Length == 1) return false;
        HashSet<int> family = [array], seen = [];
        while (graph.MakerOf(array) is { Name: "multiply" or "divide" or "negative" } scaled)
        {
            int[] parts = [.. scaled.Values.Where(part => graph[part].Length == graph[array].Length)];
            if (parts is not [var part] || !family.Add(part)) break;
            array = part;
        }
        var open = new Stack<int>([number]);
        while (open.TryPop(out int value) && seen.Count < MostOfANumber)
        {
            if (!seen.Add(value)) continue;
            if (family.Contains(value)) return true;
            // Beyond a product lies the network.
            if (graph.MakerOf(value) is { } maker && !Product.Is(maker, graph))
                foreach (int operand in maker.Values) open.Push(operand);
        }
        return false;
    }

    private bool IsUnchanged(int value, int other) => graph[value].Contents is { } before && graph[other].Contents is { } after
        && (ReferenceEquals(before, after) || before.ToDoubles().AsSpan().SequenceEqual(after.ToDoubles()));

    // What is carried over is multiplied with something: 0.9 of the last velocity, a little of the weights. Targets are not.
    private bool IsDecayed(Operand operand) =>
        operand.IsValue && graph.MakerOf(operand.Value) is { Name: "multiply" } scaled
        && scaled.Operands.Any(factor => graph.NumberOf(factor) is not null);

    // What a number remembers of earlier steps, which no array had a part in before the first one, beside a share of a gradient.
    private bool IsMemory(Operand number, Operand gradient) =>
        graph.NumberOf(number) is { } kept && (!number.IsValue || graph.MakerOf(graph.Source(number.Value)) is null)
        && (kept == 0 || graph.MakerOf(gradient.Value) is { Name: "mean" or "sum" }
            || (graph.MakerOf(gradient.Value) is { Name: "multiply" } share
                && share.Operands.Any(part => graph.NumberOf(part) is not null)));

    // Numbers divided by a root: s ** -0.5, 1 / np.sqrt(s), the rate times these.
    private bool IsOverRoot(int value)
    {
        if (graph.MakerOf(value) is not { Operands: [var left, var right, ..] } maker) return false;
        return maker.Name switch
        {
            "power" => graph.NumberOf(right) == -0.5,
            "divide" => graph.NumberOf(left) is not null && right.IsValue && HasRoot(right.Value),
            "multiply" => (graph.NumberOf(left) is not null && right.IsValue && IsOverRoot(right.Value))
                || (graph.NumberOf(right) is not null && left.IsValue && IsOverRoot(left.Value)),
            _ => false,
        };
    }

    private bool HasRoot(int value, int depth = 0)
    {
        if (depth == 4 || graph.MakerOf(value) is not { } maker) return false;
        if (maker.Name == "sqrt" || (maker is { Name: "power", Operands: [_, var exponent, ..] } && graph.NumberOf(exponent) == 0.5))
            return true;
        return maker.Values.Any(operand => HasRoot(operand, depth + 1));
    }
}
