import type { Random } from "../world/random";
import { pick } from "./draw";

const FIRST = ["Ada", "Aisha", "Alma", "Amara", "Amir", "Ana", "Anders", "Anika", "Arjun", "Astrid", "Beatriz", "Ben", "Camila", "Carlos", "Chiara", "Clara", "Daniel", "Dara", "Diego", "Elena", "Elias", "Ella", "Emeka", "Emma", "Erik", "Esther", "Eva", "Farah", "Felix", "Finn", "Gabriel", "Grace", "Hana", "Hannah", "Harper", "Henry", "Hugo", "Ida", "Imani", "Ines", "Isabel", "Ivy", "Jack", "James", "Jasmine", "Jonas", "Joon", "Julia", "Kai", "Kofi", "Laila", "Lars", "Laura", "Leah", "Leo", "Lily", "Lina", "Louis", "Lucia", "Luka", "Malik", "Marcus", "Maria", "Marta", "Mateo", "Mei", "Mia", "Mila", "Mina", "Nadia", "Naomi", "Nina", "Noor", "Oliver", "Olivia", "Omar", "Oscar", "Paula", "Petra", "Priya", "Quinn", "Rafael", "Ravi", "Rosa", "Ruth", "Sam", "Samira", "Sara", "Selma", "Silas", "Simone", "Sofia", "Stella", "Sven", "Tara", "Theo", "Thomas", "Uma", "Vera", "Victor", "Wei", "William", "Yara", "Yusuf", "Zoe"];
const LAST = ["Abbott", "Adeyemi", "Ahmed", "Alvarez", "Andersen", "Bailey", "Baker", "Barros", "Becker", "Bennett", "Berg", "Bianchi", "Brandt", "Brooks", "Bruno", "Carter", "Castro", "Chen", "Clarke", "Cohen", "Collins", "Costa", "Cruz", "Dahl", "Davis", "Delgado", "Diaz", "Dubois", "Ellis", "Eriksen", "Evans", "Fischer", "Fletcher", "Fontaine", "Foster", "Garcia", "Gomez", "Graham", "Gupta", "Hale", "Hansen", "Harris", "Hayes", "Herrera", "Hoffman", "Holm", "Hughes", "Ibrahim", "Ito", "Jackson", "Jensen", "Johansson", "Kaur", "Keller", "Khan", "Kim", "Klein", "Kowalski", "Kruger", "Lam", "Laurent", "Lee", "Lewis", "Lopez", "Lund", "Marino", "Marsh", "Martin", "Mensah", "Meyer", "Miller", "Moreau", "Morgan", "Mori", "Murphy", "Nakamura", "Nelson", "Nguyen", "Novak", "Nwosu", "Okafor", "Olsen", "Ortiz", "Park", "Patel", "Pereira", "Petrov", "Quinn", "Ramos", "Reed", "Rivera", "Romano", "Rossi", "Ruiz", "Sato", "Schmidt", "Shah", "Silva", "Singh", "Soto", "Stein", "Sullivan", "Tanaka", "Torres", "Vargas", "Walsh", "Watson", "Weber", "Wong", "Wright", "Yamada", "Young", "Zhang"];
const PLACES: [city: string, zip: string, street: string][] = [["Portland", "97205", "Alder Street"], ["Austin", "78704", "Juniper Lane"], ["Brooklyn", "11215", "Prospect Avenue"], ["Chicago", "60614", "Clark Street"], ["Denver", "80203", "Marion Street"], ["Madison", "53703", "Gorham Street"], ["Nashville", "37206", "Fatherland Street"], ["Oakland", "94610", "Grand Avenue"], ["Philadelphia", "19147", "Catharine Street"], ["Raleigh", "27605", "Clark Avenue"], ["Seattle", "98103", "Linden Avenue"], ["Savannah", "31401", "Jones Street"]];

export interface Person {
  firstName: string; lastName: string; email: string; acceptsMarketing: boolean;
  address: { address1: string; city: string; zip: string; countryCode: string };
}

/** Somebody who does not exist, reachable nowhere: every address ends in example.com. `number` keeps addresses apart. */
export function inventPerson(random: Random, number: number): Person {
  const firstName = pick(random, FIRST);
  const lastName = pick(random, LAST);
  const [city, zip, street] = pick(random, PLACES);
  return {
    firstName, lastName, email: `${firstName}.${lastName}.${number}@example.com`.toLowerCase(), acceptsMarketing: random() < 0.6,
    address: { address1: `${1 + Math.floor(random() * 899)} ${street}`, city, zip, countryCode: "US" },
  };
}
