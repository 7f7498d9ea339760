import { fill, type Sentences, typed } from './sentence-plan.ts';

// Typed by hand, not read from the product's own list.
const words = 'Stop, Stopall, Stop all, Unsubscribe, Optout, Opt out, Revoke, Stop promotions, Remove';

const everyday = [
  ...fill(
    [
      'When will {thing} arrive?',
      'I have a question about {thing}.',
      '{hello}, where is {thing}?',
      '{hello}, can you tell me how much {thing} costs?',
      'Can I change {thing}?',
    ],
    {
      hello: ['Hi', 'Hello', 'Good morning', 'Hey there'],
      thing: [
        'my order', 'the parcel', 'my appointment', 'the invoice', 'the table for two', 'my flight', 'the room',
        'the blue jacket', 'the newsletter voucher', 'the offer in the ad', 'the message from Monday', 'my contract',
        'the evening class', 'the delivery',
      ],
    },
  ),
  ...fill(['{yes}, {more}', '{yes}! {more}', '{more}, {yes}'], {
    yes: ['Yes', 'Thanks', 'Great', 'Perfect', 'No'],
    more: ['that works for me', 'see you tomorrow', 'I will be there at three', 'the parcel is here', 'call me', 'maybe later'],
  }),
  'ok', 'Thanks!', 'Yes', '👍', '10 am', 'Tomorrow', 'Anna Miller', '5 High Street', 'Size 42',
]; // biome-ignore format: word lists read better in lines than in columns

const falseFriends = [
  'We have got to STOP this bill', 'stop, o Zé não vem', "don't stop", 'Do not stop', "Please don't unsubscribe me",
  "don't stop the newsletter", 'never stop', 'Stop by my place at nine', 'Which bus stop is it?', 'Full stop.',
  'Cancel', 'CANCEL', 'cancel my booking', 'Please cancel the appointment', 'End', 'END', 'The end', 'by the end of May',
  'Quit', 'I quit my job', 'Cancel the order please', 'stop the delivery please', 'I want to cancel my table',
  'I did not get any messages', "I can't write right now", 'I have received no message', 'No problem, write to me',
  'Please write to me again', 'Thanks for the message', 'I saw your ad', 'Is the offer still valid?', 'Great promo!',
  'Can you remove the onions?', 'Please remove item two from my order', 'Remove the red one', 'unstoppable',
  'nonstop to Rome?', 'Stop 12 on line 5', 'stopwatch', 'removal van', 'Where do I end up?', 'The weekend',
  'Could you opt for the blue one?', 'revoked licence, what now?', 'subscribe me please', 'How do I delete a message?',
  'No', 'No!', 'No thanks', 'No, my parcel is missing', 'information?', 'More info please', 'Is my data plan enough?',
  "I don't want to unsubscribe", 'I do not wish to opt out', 'You have my consent', 'It will not stop raining', 'I will stop at the shop', 'Stop it now please', 'Stop, that was the wrong address',
]; // biome-ignore format: word lists read better in lines than in columns

const doubtful = [
  ...fill(
    [
      'Please stop sending me {ads}',
      'No more {ads}',
      'no more {ads} please!',
      "I don't want {ads} from you any more",
      'Do not send me {ads}',
      'Stop the {ads}',
    ],
    { ads: ['messages', 'ads', 'newsletters', 'promos', 'marketing', 'offers', 'spam'] },
  ),
  'Please unsubscribe me', 'stop please', 'Unsubscribe please', 'remove me please', 'Please stop messaging me',
  'stop texting me', 'Do not text me again', 'Never contact me again', 'Leave me alone', 'Take me off your list',
  'Please remove me from your mailing list', 'remove me from the newsletter', 'I want to unsubscribe from your messages',
  'How do I unsubscribe from the newsletter?', 'Please end the newsletter', 'I revoke my consent to advertising',
  'Stop sending me this stuff', 'stop bothering me', 'I withdraw my consent', 'I hereby revoke my consent.', 'I am withdrawing my permission', 'I want to opt out',
  "I'd like to unsubscribe", 'I would like to be unsubscribed please', 'quit the marketing', 'stop all messages', 'opt me out of marketing, unsubscribe', 'Stop your advertising now',
]; // biome-ignore format: word lists read better in lines than in columns

const rights = [
  'GDPR', 'delete my data', 'Please delete all my data', 'Delete my account please', 'erase my data', 'erase me',
  'What data do you have about me?', 'I want a copy of my personal data', 'Please remove my number from your system',
  'This is a request under the GDPR', 'I want access to my data', 'my data', 'Delete my phone number',
]; // biome-ignore format: word lists read better in lines than in columns

/** English, at least 500 sentences. */
export const english: Sentences = {
  plain: words.split(', ').flatMap(typed),
  falseFriends,
  everyday,
  doubtful,
  rights,
};
