using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Glia.Api.Tests;

/// <summary>What the documentation of an assembly's public members leaves out.</summary>
internal static class Documentation
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>One sentence for each thing left out.</summary>
    public static IEnumerable<string> Missing(Assembly assembly)
    {
        Dictionary<string, XElement> documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!);
        return assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetMembers(Declared))
            .Where(member => IsVisible(member) && !IsGenerated(member) && !IsCarriedOut(member))
            .SelectMany(member => Of(member, documented.GetValueOrDefault(DocumentationId.Of(member))));
    }

    private static IEnumerable<string> Of(MemberInfo member, XElement? text)
    {
        if (text?.Element("inheritdoc") is not null) yield break;
        string id = DocumentationId.Of(member);
        if (text?.Element("summary") is not { } summary || (!summary.HasElements && string.IsNullOrWhiteSpace(summary.Value)))
        {
            yield return $"{id} has no summary";
            yield break;
        }
        // A parameter that the summary speaks of by its name needs no line of its own; what an operator takes its type says.
        HashSet<string> named = [.. text.Elements("param").Concat(text.Descendants("paramref"))
            .Select(one => (string)one.Attribute("name")!)];
        foreach (ParameterInfo parameter in IsOperator(member) ? [] : Parameters(member))
            if (!named.Contains(parameter.Name!)) yield return $"{id} does not say what {parameter.Name} is";
        string[] told = [.. text.Elements("exception").Select(one => (string)one.Attribute("cref")!)];
        foreach (Type thrown in Bodies(member).SelectMany(Thrown.By).Distinct())
            if (!Family(thrown).Any(one => told.Contains(DocumentationId.Of(one))))
                yield return $"{id} does not say that it throws {thrown.Name}";
        // "The x." under x says nothing.
        foreach (XElement one in text.Elements("param").Where(IsEmpty))
            yield return $"{id} says of {one.Attribute("name")!.Value} only its name";
    }

    private static bool IsEmpty(XElement parameter)
    {
        if (parameter.HasElements) return false;
        string[] words = parameter.Value.Split([' ', '.', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => word is "The" or "A" or "An" or "the"
            || word.Equals((string)parameter.Attribute("name")!, StringComparison.OrdinalIgnoreCase) && words.Length < 2);
    }

    // Documented for a type is documented for those derived from it.
    private static IEnumerable<Type> Family(Type thrown)
    {
        for (Type? type = thrown; type is not null && type != typeof(Exception); type = type.BaseType) yield return type;
    }

    private static IEnumerable<MethodBase> Bodies(MemberInfo member) => member switch
    {
        MethodBase method => [method],
        PropertyInfo property => property.GetAccessors(nonPublic: true),
        _ => [],
    };

    private static ParameterInfo[] Parameters(MemberInfo member) => member switch
    {
        MethodBase method => method.GetParameters(),
        PropertyInfo property => property.GetIndexParameters(),
        _ => [],
    };

    private static bool IsVisible(MemberInfo member) => member switch
    {
        Type => false,
        MethodInfo { IsSpecialName: true } method => IsOperator(method) && method.IsPublic,
        MethodBase method => IsSeen(method),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen),
        FieldInfo field => !field.IsSpecialName && (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly),
        _ => true,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOperator(MemberInfo member) => member.Name.StartsWith("op_", StringComparison.Ordinal);

    // What overrides another member has its words.
    private static bool IsCarriedOut(MemberInfo member) => Bodies(member).OfType<MethodInfo>().Any(one => one.GetBaseDefinition() != one);

    // By the compiler: of records, and constructors that nobody wrote.
    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member is ConstructorInfo one && one.GetParameters().Length == 0
        || member.Name is "Deconstruct" or "<Clone>$" || member.DeclaringType!.IsSubclassOf(typeof(MulticastDelegate));
}
